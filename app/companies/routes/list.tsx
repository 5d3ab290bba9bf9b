import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { OwnerTicks } from "~/assignments/components/owner-ticks"
import { mayAssign } from "~/assignments/may-assign"
import { companyKindNames, companyKinds } from "~/companies/company"
import { listCompanies } from "~/companies/company-queries.server"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { countText } from "~/platform/language/counts"
import { href, withQuery } from "~/platform/language/paths"
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

export const meta: MetaFunction = () => [{ title: "Companies · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const asked = Object.fromEntries(new URL(args.request.url).searchParams)
  const { rows, newer, older } = await answer(() => listCompanies(ctx, asked))
  const { q = "", kind = "" } = asked
  const page = (cursor: Record<string, string | null>) => withQuery(href("/companies"), { q, kind, ...cursor })
  return {
    rows,
    q,
    kind,
    newer: newer && page({ before: newer }),
    older: older && page({ after: older }),
    mayCreate: may(ctx, "companies.create"),
    mayAssign: mayAssign(ctx, "companies"),
  }
}

export default function Companies() {
  const { rows, q, kind, newer, older, mayCreate, mayAssign } = useLoaderData<typeof loader>()
  const create = mayCreate ? (
    <ButtonLink href={href("/companies/new")} tone="primary" shortcut="c">
      New company
    </ButtonLink>
  ) : null
  const views = [
    { label: "All", href: withQuery(href("/companies"), { q }), current: kind === "" },
    ...companyKinds.map((each) => ({
      label: `${companyKindNames[each]}s`,
      href: withQuery(href("/companies"), { kind: each, q }),
      current: kind === each,
    })),
  ]
  return (
    <>
      <TitleBar title="Companies" actions={create} />
      <Tabs label="Kinds of company" items={views} />
      <FilterBar action={href("/companies")} fields={{ kind }} submit="Search">
        <SearchField name="q" label="Search companies" defaultValue={q} />
      </FilterBar>
      <PageBody>
        <OwnerTicks of="companies" filter={{ q, kind }} may={mayAssign && rows.length > 0}>
          <DataTable
            label="Companies"
            rows={rows}
            rowKey={(row) => row.id}
            ticks={ticksOf(mayAssign, (row: (typeof rows)[number]) => row.name)}
            rowHref={(row) => href("/companies/:companyId", { companyId: row.id })}
            columns={[
              { key: "name", header: "Name", primary: true, width: "wide", cell: (row) => row.name },
              { key: "kind", header: "Kind", phone: "end", cell: (row) => <Chip>{companyKindNames[row.kind]}</Chip> },
              {
                key: "deals",
                header: "Open deals",
                align: "end",
                phone: "hide",
                cell: (row) => countText(row.openDeals),
              },
              {
                key: "website",
                header: "Website",
                phone: "hide",
                cell: (row) => row.website?.replace(/^https?:\/\//, "") ?? "–",
              },
              { key: "owner", header: "Owner", phone: "sub", cell: (row) => row.ownerName ?? "–" },
            ]}
            empty={
              q || kind ? (
                <Empty
                  title="No company fits"
                  text="No company has this name or kind."
                  action={<ButtonLink href={href("/companies")}>Clear filters</ButtonLink>}
                />
              ) : (
                <Empty
                  title="No companies yet"
                  text="Companies come from converted leads, or are added here."
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
