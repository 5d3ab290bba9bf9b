import type { ReactNode } from "react"
import type { InvoiceState } from "~/invoices/invoice"
import { href } from "~/platform/language/paths"
import { Amount } from "~/ui/amount"
import { DataTable } from "~/ui/data-table"
import { ticksOf } from "~/ui/tick-form"
import { StateChip } from "./state-chip"

type Row = {
  id: string
  number: string | null
  title: string
  companyName: string
  state: InvoiceState
  issued: string | null
  due: string | null
  total: string
  balance: string | null
}

/** What the whole list comes to in one currency, not only the page that is shown. */
type Sum = { count: number; total: string; balance: string }

type InvoiceTableProps = { rows: Row[]; sums: Sum[]; hasTicks: boolean; empty: ReactNode }

/** Invoices as a list, with the sums of all of them below the double rule. */
export function InvoiceTable({ rows, sums, hasTicks, empty }: InvoiceTableProps) {
  const count = sums.reduce((all, sum) => all + sum.count, 0)
  return (
    <DataTable
      label="Invoices"
      rows={rows}
      rowKey={(row) => row.id}
      ticks={ticksOf(hasTicks, (row: Row) => `${row.number ?? "Draft"} ${row.title}`)}
      rowHref={(row) => href("/invoices/:invoiceId", { invoiceId: row.id })}
      columns={[
        { key: "number", header: "Number", primary: true, cell: (row) => <NumberAndTitle {...row} /> },
        { key: "client", header: "Client", phone: "sub", width: "wide", cell: (row) => row.companyName },
        { key: "issued", header: "Issued", phone: "hide", narrow: "hide", cell: (row) => row.issued ?? "–" },
        { key: "due", header: "Due", phone: "hide", cell: (row) => row.due ?? "–" },
        { key: "state", header: "Status", phone: "note", width: "min", cell: (row) => <StateChip state={row.state} /> },
        { key: "total", header: "Total", align: "end", phone: "end", cell: (row) => <Amount value={row.total} /> },
        {
          key: "balance",
          header: "Balance",
          align: "end",
          phone: "hide",
          cell: (row) => (row.balance === null ? "–" : <Amount value={row.balance} />),
        },
      ]}
      foot={{
        number: count === 1 ? "1 invoice" : `${count} invoices`,
        total: <Sums values={sums.map((sum) => sum.total)} />,
        balance: <Sums values={sums.map((sum) => sum.balance)} />,
      }}
      empty={empty}
    />
  )
}

function NumberAndTitle({ number, title }: Pick<Row, "number" | "title">) {
  return (
    <>
      <span className="block">{number ?? "Draft"}</span>{" "}
      <span className="hint block truncate font-normal">{title}</span>
    </>
  )
}

/** One sum for each currency, below each other: sums of different money are never added. */
function Sums({ values }: { values: string[] }) {
  return values.map((value) => (
    <span key={value} className="block">
      <Amount value={value} strong />
    </span>
  ))
}
