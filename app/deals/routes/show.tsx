import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { NoteForm } from "~/activities/components/note-form"
import { listContactsOfCompany } from "~/contacts/contact-queries.server"
import { DealActions } from "~/deals/components/deal-actions"
import { DealAside } from "~/deals/components/deal-aside"
import { DealLines } from "~/deals/components/deal-lines"
import { dealStatusNames, statusGlyph } from "~/deals/deal"
import { closeText, valueTexts } from "~/deals/deal-figures"
import { getDeal, getDealLines } from "~/deals/deal-queries.server"
import { linesView } from "~/deals/line-view"
import { stepsOf } from "~/deals/road"
import { listStages } from "~/deals/stage-queries.server"
import { worthOf } from "~/deals/worth"
import { StateChip } from "~/invoices/components/state-chip"
import { listInvoicesOf } from "~/invoices/invoice-queries.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import { type Access, may } from "~/permissions"
import type { StaffContext } from "~/platform/data/contexts.server"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId } from "~/platform/http/form.server"
import { answer, together } from "~/platform/http/respond.server"
import { type CalendarDate, formatDate, todayIn } from "~/platform/language/dates"
import { asId, type Id } from "~/platform/language/ids"
import { formatMoney } from "~/platform/language/money"
import { href, withQuery } from "~/platform/language/paths"
import { listProposalsOf } from "~/proposals/proposal-queries.server"
import { standingChips, standingOf } from "~/proposals/standing"
import { RecordTimeline } from "~/timeline/components/record-timeline"
import { timelinePage } from "~/timeline/timeline-page.server"
import { listTimeline } from "~/timeline/timeline-queries.server"
import { Amount } from "~/ui/amount"
import { ButtonLink } from "~/ui/button"
import { Chip } from "~/ui/chip"
import { LinkList } from "~/ui/link-list"
import { PageBody, RecordLayout, Section } from "~/ui/page"
import { Stepper } from "~/ui/stepper"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.deal.title ?? "Deal"} · Signoff` }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const url = new URL(args.request.url)
  return answer(async () => {
    const dealId = asId<"deals">(args.params.dealId, "deal")
    const [deal, lines, stages, { locale, timeZone }, timeline, proposals, invoices] = await together([
      getDeal(ctx, { dealId }),
      getDealLines(ctx, { dealId }),
      listStages(ctx, {}),
      getOrganization(ctx, {}),
      listTimeline(ctx, {
        subjectId: dealId,
        filter: url.searchParams.get("show") ?? undefined,
        after: url.searchParams.get("after") ?? undefined,
      }),
      may(ctx, "proposals.read") ? listProposalsOf(ctx, { dealId }) : [],
      may(ctx, "invoices.read") ? listInvoicesOf(ctx, { dealId }) : [],
    ])
    const { id, title, status, stageId, stageName, stageTone, companyId, contactId } = deal
    return {
      deal: { id, title, status, stageId, stageName, stageTone, isReady: companyId !== null && contactId !== null },
      steps: stepsOf(deal, stages),
      facts: factsOf(deal, worthOf(lines, deal), { locale, timeZone, now: ctx.now }),
      lines: { ...linesView(lines, deal, locale), isHidden: ctx.hides.includes("money") },
      people: await peopleOf(ctx, companyId),
      ...documentsOf({ proposals, invoices }, locale, todayIn(timeZone, ctx.now)),
      timeline: timelinePage(timeline, url),
      may: allowed(ctx),
      submission: newSubmissionId(),
    }
  })
}

const allowed = (access: Access) => ({
  edit: may(access, "deals.edit"),
  price: may(access, "deals.price"),
  move: may(access, "deals.move"),
  win: may(access, "deals.win"),
  lose: may(access, "deals.lose"),
  reopen: may(access, "deals.reopen"),
  delete: may(access, "deals.delete"),
  draft: may(access, "proposals.draft"),
  invoice: may(access, "invoices.draft"),
  note: may(access, "notes.create"),
})

type Deal = Awaited<ReturnType<typeof getDeal>>

function factsOf(deal: Deal, worth: ReturnType<typeof worthOf>, at: { locale: string; timeZone: string; now: Date }) {
  const { locale, timeZone } = at
  const day = (instant: Date | null) => instant && formatDate(todayIn(timeZone, instant), locale)
  const { companyId, companyName, contactId, contactName, ownerName, status, probability, lostReason, competitor } =
    deal
  return {
    ...{ companyId, companyName, contactId, contactName, ownerName, lostReason, competitor },
    ...valueTexts(deal, locale),
    contractValue: worth.mrr.minor && worth.contractValue ? formatMoney(worth.contractValue, locale) : null,
    probability: status === "open" ? `${probability} %` : null,
    closes: closeText(deal, todayIn(timeZone, at.now), locale),
    opened: formatDate(todayIn(timeZone, deal.createdAt), locale),
    won: day(deal.wonAt),
    lost: day(deal.lostAt),
  }
}

async function peopleOf(ctx: StaffContext, companyId: Id<"companies"> | null) {
  if (!companyId) return []
  const people = await listContactsOfCompany(ctx, { companyId })
  return people.map(({ contactId, name, role, jobTitle, email }) => ({
    contactId,
    name,
    detail: [role ?? jobTitle, email].filter(Boolean).join(", "),
  }))
}

type Documents = {
  proposals: Awaited<ReturnType<typeof listProposalsOf>>
  invoices: Awaited<ReturnType<typeof listInvoicesOf>>
}

function documentsOf({ proposals, invoices }: Documents, locale: string, today: CalendarDate) {
  const total = ({ totalMinor, currency }: { totalMinor: bigint; currency: string }) =>
    formatMoney({ minor: totalMinor, currency }, locale)
  return {
    proposals: proposals.map((proposal) => ({
      id: proposal.id,
      title: proposal.title,
      total: total(proposal),
      ...standingChips[standingOf(proposal, today)],
    })),
    invoices: invoices.map((invoice) => ({
      id: invoice.id,
      title: invoice.number ?? "Draft",
      total: total(invoice),
      state: invoice.state,
    })),
  }
}

export default function Deal() {
  const { deal, steps, facts, lines, people, proposals, invoices, timeline, may, submission } =
    useLoaderData<typeof loader>()
  const { id: dealId } = deal
  const here = href("/deals/:dealId", { dealId })
  const isOpen = deal.status === "open"
  return (
    <>
      <TitleBar
        title={deal.title}
        back={{ href: href("/deals"), label: "Deals" }}
        chip={
          <Chip tone={deal.stageTone} glyph={statusGlyph[deal.status]}>
            {isOpen ? deal.stageName : dealStatusNames[deal.status]}
          </Chip>
        }
        actions={<DealActions {...{ deal, may, submission }} hasProposal={proposals.length > 0} />}
      />
      <PageBody>
        <RecordLayout
          asideLabel="About this deal"
          aside={
            <DealAside facts={facts} people={people}>
              <Proposals proposals={proposals} />
              <Invoices
                invoices={invoices}
                draftAt={may.invoice && deal.isReady ? withQuery(href("/invoices/new"), { dealId }) : null}
              />
            </DealAside>
          }
        >
          <div className="mb-6">
            <Stepper
              label="Stages"
              steps={steps}
              end={statusGlyph[deal.status]}
              action={isOpen && may.move ? href("/deals/:dealId/move", { dealId }) : undefined}
              name="stageId"
              fields={{ fromStageId: deal.stageId }}
            />
          </div>
          <DealLines
            {...lines}
            action={
              may.price &&
              deal.status !== "won" && (
                <ButtonLink href={href("/deals/:dealId/lines", { dealId })} icon="pencil">
                  Edit lines
                </ButtonLink>
              )
            }
          />
          <RecordTimeline
            {...timeline}
            noteForm={may.note ? <NoteForm about={{ dealId }} returnTo={here} submission={submission} /> : null}
          />
        </RecordLayout>
      </PageBody>
    </>
  )
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>

function Proposals({ proposals }: Pick<Loaded, "proposals">) {
  return (
    <Section title="Proposals" count={proposals.length}>
      {proposals.length === 0 && <p className="hint">A draft takes the deal's lines and is written to its contact.</p>}
      <LinkList
        label="Proposals of this deal"
        items={proposals.map(({ id, title, total, tone, glyph, label }) => ({
          id,
          href: href("/proposals/:proposalId", { proposalId: id }),
          title,
          detail: <Amount value={total} />,
          end: (
            <Chip tone={tone} glyph={glyph}>
              {label}
            </Chip>
          ),
        }))}
      />
    </Section>
  )
}

function Invoices({ invoices, draftAt }: Pick<Loaded, "invoices"> & { draftAt: string | null }) {
  if (invoices.length === 0 && !draftAt) return null
  const draft = draftAt && (
    <ButtonLink href={draftAt} tone="quiet" icon="plus">
      New invoice
    </ButtonLink>
  )
  return (
    <Section title="Invoices" count={invoices.length} action={draft}>
      <LinkList
        label="Invoices of this deal"
        items={invoices.map(({ id, title, total, state }) => ({
          id,
          href: href("/invoices/:invoiceId", { invoiceId: id }),
          title,
          detail: <Amount value={total} />,
          end: <StateChip state={state} />,
        }))}
      />
    </Section>
  )
}
