import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import type { ReactNode } from "react"
import { OwnerTicks } from "~/assignments/components/owner-ticks"
import { mayAssign } from "~/assignments/may-assign"
import { InvoiceTable } from "~/invoices/components/invoice-table"
import { Outstanding } from "~/invoices/components/outstanding"
import { type InvoiceView, invoiceViewNames, invoiceViews } from "~/invoices/invoice"
import { type InvoiceRow, listInvoices } from "~/invoices/invoice-queries.server"
import { dayIn } from "~/invoices/invoice-words"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { formatMoney } from "~/platform/language/money"
import { href, withQuery } from "~/platform/language/paths"
import { ButtonLink } from "~/ui/button"
import { Empty } from "~/ui/empty"
import { FilterBar, SearchField } from "~/ui/filter-bar"
import { PageBody } from "~/ui/page"
import { Pager } from "~/ui/pager"
import { Tabs } from "~/ui/tabs"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "Invoices · Signoff" }]

const viewOf = (asked: string | undefined): InvoiceView => invoiceViews.find((view) => view === asked) ?? "open"

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const asked = Object.fromEntries(new URL(args.request.url).searchParams)
  const view = viewOf(asked.view)
  const { q = "" } = asked
  const found = await answer(() => listInvoices(ctx, { ...asked, view }))
  const { locale } = found
  const page = (cursor: Record<string, string | null>) => withQuery(href("/invoices"), { view, q, ...cursor })
  return {
    rows: found.rows.map((row) => rowOf(row, locale)),
    sums: found.sums.map(({ currency, count, totalMinor, balanceMinor }) => ({
      count,
      total: formatMoney({ minor: totalMinor, currency }, locale),
      balance: formatMoney({ minor: balanceMinor, currency }, locale),
    })),
    outstanding: found.aging.map(({ currency, count, ...owed }) => {
      const part = (label: string, minor: bigint) => ({
        label,
        value: formatMoney({ minor, currency }, locale),
        share: owed.owedMinor > 0n ? Number(minor) / Number(owed.owedMinor) : 0,
      })
      return {
        currency,
        count,
        owed: part("Outstanding", owed.owedMinor),
        notDue: part("Not due yet", owed.notDueMinor),
        late: [
          part("1 to 30 days late", owed.to30Minor),
          part("31 to 60 days late", owed.to60Minor),
          part("61 to 90 days late", owed.to90Minor),
          part("Over 90 days late", owed.olderMinor),
        ],
      }
    }),
    view,
    q,
    newer: found.newer && page({ before: found.newer }),
    older: found.older && page({ after: found.older }),
    mayDraft: may(ctx, "invoices.draft"),
    mayProve: may(ctx, "sequences.read"),
    mayAssign: mayAssign(ctx, "invoices"),
  }
}

function rowOf({ id, number, title, companyName, state, currency, ...row }: InvoiceRow, locale: string) {
  const text = (minor: bigint) => formatMoney({ minor, currency }, locale)
  return {
    ...{ id, number, title, companyName, state },
    issued: row.status === "issued" ? dayIn(row.issueOn, locale) : null,
    due: dayIn(row.dueOn, locale),
    total: text(row.kind === "credit_note" ? -row.totalMinor : row.totalMinor),
    balance: row.isOpen ? text(row.balanceMinor) : null,
  }
}

export default function Invoices() {
  const { rows, sums, outstanding, view, q, newer, older, mayDraft, mayProve, mayAssign } =
    useLoaderData<typeof loader>()
  const create = mayDraft ? (
    <ButtonLink href={href("/invoices/new")} tone="primary" shortcut="c">
      New invoice
    </ButtonLink>
  ) : null
  const actions = (
    <>
      {mayProve && <ButtonLink href={href("/invoices/sequence")}>Sequence proof</ButtonLink>}
      {create}
    </>
  )
  const views = invoiceViews.map((each) => ({
    label: invoiceViewNames[each],
    href: withQuery(href("/invoices"), { view: each === "open" ? null : each, q }),
    current: each === view,
  }))
  return (
    <>
      <TitleBar title="Invoices" actions={actions} />
      <Tabs label="Views of invoices" items={views} />
      <FilterBar action={href("/invoices")} fields={{ view }} submit="Search">
        <SearchField name="q" label="Search invoices" defaultValue={q} />
      </FilterBar>
      <PageBody>
        <Outstanding currencies={outstanding} />
        <OwnerTicks of="invoices" filter={{ view, q }} may={mayAssign && rows.length > 0}>
          <InvoiceTable rows={rows} sums={sums} hasTicks={mayAssign} empty={<Nothing {...{ view, q, create }} />} />
        </OwnerTicks>
        <Pager newer={newer ?? undefined} older={older ?? undefined} />
      </PageBody>
    </>
  )
}

const nothing: Record<InvoiceView, { title: string; text: string }> = {
  draft: { title: "No drafts", text: "Drafts wait here until they are issued." },
  open: { title: "Nothing is owed", text: "Issued invoices stand here until they are paid." },
  overdue: { title: "Nothing is overdue", text: "Every invoice was paid in time or still has time." },
  paid: { title: "Nothing is paid yet", text: "Invoices come here when all of their amount has arrived." },
  credit_notes: {
    title: "No credit notes",
    text: "What takes an issued invoice back, in whole or in part, stands here; it is made on the invoice's page.",
  },
  all: { title: "No invoices yet", text: "A signed proposal invoices its deposit by itself; others are drafted here." },
}

function Nothing({ view, q, create }: { view: InvoiceView; q: string; create: ReactNode }) {
  if (!q) return <Empty {...nothing[view]} action={view === "all" || view === "draft" ? create : undefined} />
  const clear = <ButtonLink href={withQuery(href("/invoices"), { view })}>Clear the search</ButtonLink>
  return (
    <Empty title="No invoice fits" text="No number, title or client in this view has these words." action={clear} />
  )
}
