import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { MailTroubles } from "~/activities/components/mail-troubles"
import { listMailTroubles } from "~/activities/mail-queries.server"
import { mailTroubleOf } from "~/activities/mail-trouble-page.server"
import { invoiceKindNames, invoiceStateNames } from "~/invoices/invoice"
import { type InvoiceRow, listInvoicesOf } from "~/invoices/invoice-queries.server"
import { type Access, may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId } from "~/platform/http/form.server"
import { answer, together } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { formatMoney } from "~/platform/language/money"
import { href } from "~/platform/language/paths"
import { RecordTimeline } from "~/timeline/components/record-timeline"
import { timelinePage } from "~/timeline/timeline-page.server"
import { listTimeline } from "~/timeline/timeline-queries.server"
import { ButtonLink } from "~/ui/button"
import { Chip } from "~/ui/chip"
import { Link } from "~/ui/link"
import { Menu, MenuLink } from "~/ui/menu"
import { PageBody, RecordLayout } from "~/ui/page"
import { Stepper } from "~/ui/stepper"
import { TitleBar } from "~/ui/title-bar"
import { RecordAside } from "../components/record-aside"
import { RecordPricing, RecordRecipients, RecordSignature, RecordVersions } from "../components/record-main"
import { NextStepButton, RecordNextStep, type RecordRights } from "../components/record-next-step"
import { getProposalPage } from "../proposal-queries.server"
import { recordView } from "../record-view.server"
import { standingChips } from "../standing"

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.record.title ?? "Proposal"} · Signoff` },
]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const url = new URL(args.request.url)
  return answer(async () => {
    const proposalId = asId<"proposals">(args.params.proposalId, "proposal")
    const [page, troubles, timeline] = await together([
      getProposalPage(ctx, { proposalId }),
      listMailTroubles(ctx, { recordId: proposalId }),
      listTimeline(ctx, {
        subjectId: proposalId,
        filter: url.searchParams.get("show") ?? undefined,
        after: url.searchParams.get("after") ?? undefined,
      }),
    ])
    const { dealId } = page.proposal
    const invoices = may(ctx, "invoices.read") ? await listInvoicesOf(ctx, { dealId }) : []
    return {
      record: recordView(page, ctx.now),
      invoices: invoices.map((invoice) => invoiceLine(invoice, page.organization.locale)),
      mailTroubles: troubles.map((mail) => mailTroubleOf(ctx, mail, page.organization)),
      timeline: timelinePage(timeline, url),
      may: rightsOf(ctx),
      submission: newSubmissionId(),
    }
  })
}

function rightsOf(access: Access): RecordRights {
  return {
    edit: may(access, "proposals.revise"),
    send: may(access, "proposals.send"),
    withdraw: may(access, "proposals.withdraw"),
    link: may(access, "links.create"),
    draft: may(access, "proposals.draft"),
  }
}

function invoiceLine({ id, kind, number, state, totalMinor: minor, currency }: InvoiceRow, locale: string) {
  return {
    id: id as string,
    title: [invoiceKindNames[kind], number].filter(Boolean).join(" "),
    state: invoiceStateNames[state],
    amount: formatMoney({ minor, currency }, locale),
  }
}

export default function Proposal() {
  const { record, invoices, mailTroubles, timeline, may, submission } = useLoaderData<typeof loader>()
  const { title, names, companyId, steps } = record
  const { label, ...look } = standingChips[record.standing]
  return (
    <>
      <TitleBar
        title={title}
        back={{ href: href("/proposals"), label: "Proposals" }}
        chip={<Chip {...look}>{label}</Chip>}
        subtitle={
          <>
            For <Link to={href("/companies/:companyId", { companyId })}>{names.company}</Link>
          </>
        }
        actions={<Actions record={record} may={may} />}
      />
      <PageBody>
        <RecordLayout asideLabel="About this proposal" aside={<RecordAside record={record} invoices={invoices} />}>
          <MailTroubles
            mails={mailTroubles}
            returnTo={href("/proposals/:proposalId", { proposalId: record.proposalId })}
            submission={submission}
          />
          <Stepper label="Where this proposal stands" steps={steps} end={look.glyph} />
          <div className="mt-4 mb-6">
            <RecordNextStep record={record} may={may} submission={submission} />
          </div>
          <RecordSignature record={record} />
          <RecordRecipients record={record} mayLink={may.link} />
          <RecordVersions record={record} />
          <RecordPricing record={record} />
          <RecordTimeline {...timeline} />
        </RecordLayout>
      </PageBody>
    </>
  )
}

type ActionsProps = Pick<ReturnType<typeof useLoaderData<typeof loader>>, "record" | "may">

function Actions({ record, may }: ActionsProps) {
  const { proposalId, isUndecided, isSent, nextStep } = record
  const [edit, send] = [may.edit && isUndecided, may.send && isUndecided]
  return (
    <>
      {edit && nextStep !== "complete" && nextStep !== "extend" && (
        <ButtonLink href={href("/proposals/:proposalId/edit", { proposalId })} shortcut="e">
          Edit
        </ButtonLink>
      )}
      <ButtonLink href={href("/proposals/:proposalId/preview", { proposalId })} icon="eye" reload>
        Preview
      </ButtonLink>
      <NextStepButton record={record} may={may} />
      {(isSent || (may.withdraw && isUndecided)) && (
        <Menu label="More">
          {send && nextStep === "wait" && (
            <MenuLink href={href("/proposals/:proposalId/send", { proposalId })}>Send again</MenuLink>
          )}
          {isSent && may.link && isUndecided && (
            <MenuLink href={href("/proposals/:proposalId/link", { proposalId })}>Copy link</MenuLink>
          )}
          {isSent && (
            <MenuLink href={href("/proposals/:proposalId/pdf", { proposalId })} reload>
              PDF
            </MenuLink>
          )}
          {may.withdraw && isUndecided && (
            <MenuLink href={href("/proposals/:proposalId/withdraw", { proposalId })}>Withdraw proposal</MenuLink>
          )}
        </Menu>
      )}
    </>
  )
}
