import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { OwnerTicks } from "~/assignments/components/owner-ticks"
import { mayAssign } from "~/assignments/may-assign"
import { staff } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { calendarDate, formatDate, formatInstant, todayIn } from "~/platform/language/dates"
import { formatMoney } from "~/platform/language/money"
import { href, withQuery } from "~/platform/language/paths"
import { Amount } from "~/ui/amount"
import { ButtonLink } from "~/ui/button"
import { Chip } from "~/ui/chip"
import { DataTable } from "~/ui/data-table"
import { Empty } from "~/ui/empty"
import { FilterBar, SearchField } from "~/ui/filter-bar"
import { PageBody } from "~/ui/page"
import { Pager } from "~/ui/pager"
import { Tabs } from "~/ui/tabs"
import { ticksOf } from "~/ui/tick-form"
import { TitleBar } from "~/ui/title-bar"
import { When } from "~/ui/when"
import { proposalStatuses, statusLabels } from "../proposal"
import { listProposals, type ProposalInList } from "../proposal-queries.server"
import { standingChips, standingOf } from "../standing"

export const meta: MetaFunction = () => [{ title: "Proposals · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const asked = Object.fromEntries(new URL(args.request.url).searchParams)
  const { rows, newer, older, locale, timeZone } = await answer(() => listProposals(ctx, asked))
  const { q = "" } = asked
  const status = proposalStatuses.find((each) => each === asked.status) ?? ""
  const page = (cursor: Record<string, string | null>) => withQuery(href("/proposals"), { q, status, ...cursor })
  const place = { locale, timeZone, today: todayIn(timeZone, ctx.now) }
  return {
    rows: rows.map((row) => rowOf(row, place)),
    q,
    status,
    newer: newer && page({ before: newer }),
    older: older && page({ after: older }),
    mayAssign: mayAssign(ctx, "proposals"),
  }
}

type Place = { locale: string; timeZone: string; today: ReturnType<typeof todayIn> }

function rowOf(proposal: ProposalInList, { locale, timeZone, today }: Place) {
  const { id, title, companyName, contactName, ownerName, validUntilOn, sentVersion, hasUnsentChanges, status } =
    proposal
  const moment = (at: Date | null) => at && { at: at.toISOString(), text: formatInstant(at, timeZone, locale) }
  return {
    ...{ id, title, companyName, contactName, ownerName },
    standing: standingOf(proposal, today),
    version: sentVersion > 1 ? `Version ${sentVersion}` : null,
    isChanged: status === "sent" && hasUnsentChanges,
    amount: formatMoney({ minor: proposal.totalMinor, currency: proposal.currency }, locale),
    opened: moment(proposal.lastOpenedAt),
    sent: proposal.sentAt && {
      at: proposal.sentAt.toISOString(),
      text: formatDate(todayIn(timeZone, proposal.sentAt), locale),
    },
    validUntil: validUntilOn && formatDate(calendarDate(validUntilOn), locale),
  }
}

export default function Proposals() {
  const { rows, q, status, newer, older, mayAssign } = useLoaderData<typeof loader>()
  const view = (each: string) => withQuery(href("/proposals"), { status: each, q })
  const tabs = [
    { label: "All", href: view(""), current: status === "" },
    ...proposalStatuses.map((each) => ({ label: statusLabels[each], href: view(each), current: status === each })),
  ]
  return (
    <>
      <TitleBar title="Proposals" />
      <Tabs label="Proposals by state" items={tabs} />
      <FilterBar action={href("/proposals")} fields={{ status }} submit="Search">
        <SearchField name="q" label="Search by title or client" defaultValue={q} />
      </FilterBar>
      <PageBody>
        <OwnerTicks of="proposals" filter={{ q, status }} may={mayAssign && rows.length > 0}>
          <ProposalTable
            rows={rows}
            hasTicks={mayAssign}
            empty={<NoProposals isFiltered={q !== "" || status !== ""} />}
          />
        </OwnerTicks>
        <Pager newer={newer ?? undefined} older={older ?? undefined} />
      </PageBody>
    </>
  )
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number]

function ProposalTable({ rows, hasTicks, empty }: { rows: Row[]; hasTicks: boolean; empty: React.ReactNode }) {
  return (
    <DataTable
      label="Proposals"
      rows={rows}
      rowKey={(row) => row.id}
      ticks={ticksOf(hasTicks, (row: Row) => row.title)}
      rowHref={(row) => href("/proposals/:proposalId", { proposalId: row.id })}
      columns={[
        { key: "title", header: "Proposal", primary: true, width: "wide", cell: (row) => row.title },
        { key: "client", header: "Client", phone: "sub", cell: (row) => row.companyName },
        { key: "state", header: "State", phone: "note", cell: (row) => <State row={row} /> },
        { key: "opened", header: "Opened", narrow: "hide", cell: (row) => <Moment moment={row.opened} /> },
        { key: "sent", header: "Sent", narrow: "hide", cell: (row) => <Moment moment={row.sent} /> },
        { key: "owner", header: "Owner", phone: "hide", narrow: "hide", cell: (row) => row.ownerName ?? "–" },
        { key: "valid", header: "Valid until", phone: "hide", cell: (row) => row.validUntil ?? "–" },
        { key: "amount", header: "Amount", align: "end", cell: (row) => <Amount value={row.amount} /> },
      ]}
      empty={empty}
    />
  )
}

function State({ row }: { row: Row }) {
  const { label, ...look } = standingChips[row.standing]
  const detail = [row.version, row.isChanged && "changed since"].filter(Boolean).join(", ")
  return (
    <>
      <Chip {...look}>{label}</Chip>
      {detail && <span className="hint"> {detail}</span>}
    </>
  )
}

const Moment = ({ moment }: { moment: Row["opened"] }) => (moment ? <When at={moment.at}>{moment.text}</When> : "–")

function NoProposals({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <Empty
        title="No proposal fits"
        text="None has this state, title or client."
        action={<ButtonLink href={href("/proposals")}>Clear filters</ButtonLink>}
      />
    )
  }
  return (
    <Empty
      title="No proposals yet"
      text="A proposal is drafted from a deal: its lines and the client are taken over."
      action={
        <ButtonLink href={href("/deals")} tone="primary">
          Go to the deals
        </ButtonLink>
      }
    />
  )
}
