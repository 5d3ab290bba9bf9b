import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { MailTroubleActions } from "~/activities/components/mail-troubles"
import { listMailTroubles } from "~/activities/mail-queries.server"
import { mailTroubleOf } from "~/activities/mail-trouble-page.server"
import { StateChip } from "~/invoices/components/state-chip"
import { StepList } from "~/organizations/components/step-list"
import { may } from "~/permissions"
import { env } from "~/platform/env.server"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId } from "~/platform/http/form.server"
import { answer, together } from "~/platform/http/respond.server"
import { countText } from "~/platform/language/counts"
import { href, withQuery } from "~/platform/language/paths"
import { type Standing, standingChips } from "~/proposals/standing"
import { Amount } from "~/ui/amount"
import { ButtonLink } from "~/ui/button"
import { Chip } from "~/ui/chip"
import { Empty } from "~/ui/empty"
import { Icon } from "~/ui/icon"
import { LinkList } from "~/ui/link-list"
import { Columns, PageBody, Panel, Stack } from "~/ui/page"
import { Stat, Stats } from "~/ui/stat"
import { TitleBar } from "~/ui/title-bar"
import { Few } from "../components/few"
import { FirstSteps } from "../components/first-steps"
import { dayInWords, greetingOf } from "../greeting"
import { listSteps } from "../step-queries.server"
import { todayPage } from "../today-page.server"
import { getToday } from "../today-queries.server"

export const meta: MetaFunction = () => [{ title: "Today · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const [today, troubles, steps] = await answer(() =>
    together([getToday(ctx, {}), listMailTroubles(ctx, {}), may(ctx, "steps.skip") ? listSteps(ctx, {}) : []]),
  )
  const { timeZone, locale, isNew, formKey } = today
  return {
    greeting: `${greetingOf(ctx.name, ctx.now, timeZone)}. ${dayInWords(ctx.now, timeZone, locale)}`,
    isNew,
    steps: steps.some(({ state }) => state === "open") ? steps : [],
    formUrl: formKey && `${env.publicUrl}${href("/f/:formKey", { formKey })}`,
    ...todayPage(today, ctx.now),
    mailTroubles: troubles.map((mail) => mailTroubleOf(ctx, mail, today)),
    submission: newSubmissionId(),
    may: {
      capture: may(ctx, "leads.capture"),
      open: may(ctx, "deals.open"),
      sell: may(ctx, "leads.edit"),
      organize: may(ctx, "organizations.edit"),
    },
  }
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>

export default function Today() {
  const data = useLoaderData<typeof loader>()
  const { greeting, isNew, may } = data
  return (
    <>
      <TitleBar
        title="Today"
        subtitle={greeting}
        actions={
          !isNew &&
          may.capture && (
            <ButtonLink href={href("/leads/new")} shortcut="c">
              New lead
            </ButtonLink>
          )
        }
      />
      <PageBody width={isNew ? "document" : "full"}>
        {data.steps.length > 0 && (
          <div className="mb-6">
            <Panel title="Set up your organization">
              <StepList steps={data.steps} from="today" />
            </Panel>
          </div>
        )}
        {isNew ? <Beginning {...data} /> : <Morning {...data} />}
      </PageBody>
    </>
  )
}

function Beginning({ formUrl, may }: Data) {
  if (may.sell)
    return <FirstSteps formUrl={formUrl} mayCapture={may.capture} mayOpen={may.open} mayOrganize={may.organize} />
  return (
    <Empty
      title="Nothing has happened yet"
      text="Leads, proposals and invoices appear here as soon as there are any."
    />
  )
}

const lists = {
  leads: { href: withQuery(href("/leads"), { view: "mine" }), label: "My leads" },
  deals: { href: href("/deals/list"), label: "Deals" },
  proposals: { href: withQuery(href("/proposals"), { status: "sent" }), label: "Sent proposals" },
  opened: { href: href("/proposals"), label: "Proposals" },
  overdue: { href: withQuery(href("/invoices"), { view: "overdue" }), label: "Overdue invoices" },
}

function Morning(data: Data) {
  const { leads, deals, unanswered, overdue, may } = data
  const isQuiet = leads.count + deals.count + unanswered === 0
  const isWaitedFor = may.sell && !isQuiet
  return (
    <Stack gap="lg">
      <Stats>
        {may.sell && <Stat label="Leads that wait" value={countText(leads.count)} href={lists.leads.href} />}
        {may.sell && <Stat label="Deals that wait" value={countText(deals.count)} href={lists.deals.href} />}
        {may.sell && <Stat label="Opened, unanswered" value={countText(unanswered)} href={lists.proposals.href} />}
        <Stat
          label="Overdue"
          value={overdue.sum}
          href={lists.overdue.href}
          note={overdue.note}
          tone={overdue.count > 0 ? "warn" : undefined}
        />
      </Stats>
      {may.sell && isQuiet && (
        <Empty title="Nothing waits for you" text="Every lead, deal and proposal of yours is on its way." />
      )}
      <FailingMails mails={data.mailTroubles} submission={data.submission} />
      <Columns>
        {isWaitedFor && (
          <Stack>
            <Waiting {...data} />
          </Stack>
        )}
        {isWaitedFor ? (
          <Stack>
            <News {...data} />
          </Stack>
        ) : (
          <News {...data} />
        )}
      </Columns>
    </Stack>
  )
}

/** Mails that did not reach their reader, each with the server's answer and what to do about it. */
function FailingMails({ mails, submission }: { mails: Data["mailTroubles"]; submission: string }) {
  if (mails.length === 0) return null
  return (
    <Panel title="Mails that did not arrive">
      <LinkList
        label="Mails that did not arrive"
        items={mails.map(({ subject, to, what, words, when, href: at, ...mail }) => ({
          ...{ id: mail.id, href: at, title: subject },
          detail: (
            <>
              <span className="block break-words">
                To {to}, {when}: {what}. {words}
              </span>
              <MailTroubleActions {...{ ...mail, subject, submission }} returnTo={href("/")} />
            </>
          ),
        }))}
      />
    </Panel>
  )
}

function News({ opened, overdue }: Pick<Data, "opened" | "overdue">) {
  return (
    <>
      <Few
        title="Opened by clients"
        all={lists.opened}
        nothing="No client has opened a proposal or an invoice in the last two weeks."
        rows={opened.map(({ state, standing, ...row }) => ({
          ...row,
          end: state ? <StateChip state={state} /> : standing && <Answer standing={standing} />,
        }))}
      />
      <Few
        title="Overdue"
        all={lists.overdue}
        count={overdue.count}
        nothing="Every invoice is paid or not yet due."
        rows={overdue.rows.map(({ balance, ...row }) => ({ ...row, end: <Amount value={balance} /> }))}
      />
    </>
  )
}

function Waiting({ leads, deals }: Pick<Data, "leads" | "deals">) {
  return (
    <>
      <Few
        title="Leads to answer"
        all={lists.leads}
        count={leads.count}
        nothing="Every lead is answered."
        rows={leads.rows.map(({ waiting, isLate, ...row }) => ({
          ...row,
          end: isLate ? <Late>{waiting}</Late> : <span className="num muted">{waiting}</span>,
        }))}
      />
      <Few
        title="Deals without a next step"
        all={lists.deals}
        count={deals.count}
        nothing="Every deal is on its way."
        rows={deals.rows.map(({ value, ...row }) => ({ ...row, end: <Amount value={value} /> }))}
      />
    </>
  )
}

/** What came of a proposal that was opened. */
function Answer({ standing }: { standing: Standing }) {
  const { label, ...look } = standingChips[standing]
  return standing === "opened" ? (
    <Chip tone="sky" glyph="ring">
      No answer yet
    </Chip>
  ) : (
    <Chip {...look}>{label}</Chip>
  )
}

/** How long somebody waits who waits too long. */
const Late = ({ children }: { children: string }) => (
  <span className="num inline-flex items-center gap-1 text-warn-text">
    {children}
    <Icon name="arrow-up" size="sm" label="(too long)" />
  </span>
)
