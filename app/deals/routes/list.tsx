import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { OwnerTicks } from "~/assignments/components/owner-ticks"
import { mayAssign } from "~/assignments/may-assign"
import { ownerChoices } from "~/companies/form-choices.server"
import { dealStatuses, dealStatusNames, statusGlyph } from "~/deals/deal"
import { closeText, sumsText, valueTexts } from "~/deals/deal-figures"
import { listDeals } from "~/deals/deal-queries.server"
import { listStages } from "~/deals/stage-queries.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { todayIn } from "~/platform/language/dates"
import { href, withQuery } from "~/platform/language/paths"
import { Amount } from "~/ui/amount"
import { ButtonLink } from "~/ui/button"
import { Chip } from "~/ui/chip"
import { type Column, DataTable } from "~/ui/data-table"
import { Empty } from "~/ui/empty"
import { SelectField } from "~/ui/fields"
import { FilterBar, SearchField } from "~/ui/filter-bar"
import { PageBody } from "~/ui/page"
import { Pager } from "~/ui/pager"
import { Tabs } from "~/ui/tabs"
import { ticksOf } from "~/ui/tick-form"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "Deals · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const asked = Object.fromEntries(new URL(args.request.url).searchParams)
  const [page, owners, stages, { locale, timeZone }] = await answer(() =>
    Promise.all([listDeals(ctx, asked), ownerChoices(ctx), listStages(ctx, {}), getOrganization(ctx, {})]),
  )
  const today = todayIn(timeZone, ctx.now)
  const { q = "", owner = "", stage = "" } = asked
  const filters = { q, owner, stage, status: asked.status ?? "" }
  const to = (cursor: Record<string, string | null>) => withQuery(href("/deals/list"), { ...filters, ...cursor })
  return {
    filters,
    owners,
    stages: stages.map(({ id, name }) => ({ value: id as string, label: name })),
    rows: page.rows.map((deal) => ({
      id: deal.id,
      title: deal.title,
      status: deal.status,
      stageName: deal.stageName,
      stageTone: deal.stageTone,
      companyName: deal.companyName,
      ownerName: deal.ownerName,
      ...valueTexts(deal, locale),
      closes: closeText(deal, today, locale),
    })),
    count: page.sums.reduce((all, sum) => all + sum.count, 0),
    sum: sumsText(page.sums, locale),
    newer: page.newer && to({ before: page.newer }),
    older: page.older && to({ after: page.older }),
    mayOpen: may(ctx, "deals.open"),
    mayAssign: mayAssign(ctx, "deals"),
  }
}

export default function DealList() {
  const { filters, owners, stages, rows, count, sum, newer, older, mayOpen, mayAssign } = useLoaderData<typeof loader>()
  const { q, owner, stage, status } = filters
  const isFiltered = [q, owner, stage, status].some((value) => value !== "")
  const create = mayOpen ? (
    <ButtonLink href={href("/deals/new")} tone="primary" shortcut="c">
      New deal
    </ButtonLink>
  ) : null
  return (
    <>
      <TitleBar title="Deals" actions={create} />
      <Tabs
        label="Views of deals"
        items={[
          { label: "Board", href: withQuery(href("/deals"), { q, owner }) },
          { label: "List", href: withQuery(href("/deals/list"), filters), current: true },
        ]}
      />
      <FilterBar key={`${status} ${owner} ${stage}`} action={href("/deals/list")} label="Filter deals">
        <SearchField name="q" label="Search deals" defaultValue={q} />
        <SelectField label="Status" name="status" compact defaultValue={status || "open"} options={statuses} />
        <SelectField
          label="Stage"
          name="stage"
          compact
          placeholder="Every stage"
          defaultValue={stage}
          options={stages}
        />
        <SelectField
          label="Owner"
          name="owner"
          compact
          placeholder="Every owner"
          defaultValue={owner}
          options={owners}
        />
      </FilterBar>
      <PageBody>
        <OwnerTicks of="deals" filter={filters} count={count} may={mayAssign && rows.length > 0}>
          <DataTable
            label="Deals"
            rows={rows}
            rowKey={(deal) => deal.id}
            ticks={ticksOf(mayAssign, (deal: Row) => deal.title)}
            rowHref={(deal) => href("/deals/:dealId", { dealId: deal.id })}
            columns={columns}
            foot={{
              title: count === 1 ? "1 deal" : `${count} deals`,
              value: <Amount value={sum} strong />,
            }}
            empty={
              isFiltered ? (
                <Empty
                  title="No deal fits"
                  text="No deal has these words, this status, stage and owner."
                  action={<ButtonLink href={href("/deals/list")}>Clear filters</ButtonLink>}
                />
              ) : (
                <Empty
                  title="No open deals"
                  text="Deals come from converted leads, or are opened here."
                  action={create}
                />
              )
            }
          />
        </OwnerTicks>
        <Pager newer={newer ?? undefined} older={older ?? undefined} />
      </PageBody>
    </>
  )
}

const statuses = [
  ...dealStatuses.map((value) => ({ value: value as string, label: dealStatusNames[value] })),
  { value: "all", label: "All" },
]

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number]

const columns: Column<Row>[] = [
  { key: "title", header: "Deal", primary: true, width: "wide", cell: (deal) => deal.title },
  { key: "company", header: "Company", phone: "sub", cell: (deal) => deal.companyName ?? "–" },
  {
    key: "stage",
    header: "Stage",
    phone: "note",
    cell: (deal) => (
      <Chip tone={deal.stageTone} glyph={statusGlyph[deal.status]}>
        {deal.stageName}
      </Chip>
    ),
  },
  {
    key: "closes",
    header: "Expected close",
    phone: "hide",
    cell: ({ closes }) =>
      closes ? <span className={closes.isOverdue ? "text-warn-text" : undefined}>{closeWords(closes)}</span> : "–",
  },
  { key: "owner", header: "Owner", phone: "hide", narrow: "hide", cell: (deal) => deal.ownerName ?? "–" },
  {
    key: "value",
    header: "Value",
    align: "end",
    cell: (deal) => (
      <>
        <Amount value={deal.value} />
        {deal.monthly && <span className="hint block">{deal.monthly}</span>}
      </>
    ),
  },
]

const closeWords = ({ text, isOverdue }: { text: string; isOverdue: boolean }) =>
  isOverdue ? `${text}, overdue` : text
