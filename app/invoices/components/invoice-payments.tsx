import { Link } from "@remix-run/react"
import { href } from "~/platform/language/paths"
import { Amount } from "~/ui/amount"
import { DataTable } from "~/ui/data-table"
import { Section } from "~/ui/page"

type Payment = {
  id: string
  when: string
  method: string
  amount: string
  isNegative: boolean
  note: string
  isReversible: boolean
}

type InvoicePaymentsProps = {
  invoiceId: string
  isDemand: boolean
  payments: Payment[]
  paid: string | null
  may: { reverse: boolean }
}

/** Money received for an invoice and what was taken back, oldest first; nothing of it is ever erased. */
export function InvoicePayments({ invoiceId, isDemand, payments, paid, may }: InvoicePaymentsProps) {
  if (!isDemand) return null
  return (
    <Section title="Payments" count={payments.length || undefined}>
      <DataTable
        label="Payments of this invoice"
        rows={payments}
        rowKey={({ id }) => id}
        columns={[
          { key: "when", header: "Received", primary: true, cell: ({ when }) => when },
          {
            key: "method",
            header: "How",
            phone: "sub",
            width: "wide",
            cell: ({ method, note }) => (
              <>
                <span className="block">{method}</span> <span className="hint block whitespace-normal">{note}</span>
              </>
            ),
          },
          {
            key: "reverse",
            header: "Correction",
            phone: "note",
            width: "min",
            cell: ({ id, isReversible }) =>
              may.reverse && isReversible ? (
                <Link to={href("/invoices/:invoiceId/payments/:paymentId/reverse", { invoiceId, paymentId: id })}>
                  Reverse
                </Link>
              ) : null,
          },
          {
            key: "amount",
            header: "Amount",
            align: "end",
            cell: ({ amount, isNegative }) => <Amount value={amount} negative={isNegative} />,
          },
        ]}
        foot={{ when: "Paid", amount: paid && <Amount value={paid} strong /> }}
        empty={<p className="hint">Nothing has arrived yet.</p>}
      />
    </Section>
  )
}
