import { href } from "~/platform/language/paths"
import { ActionForm } from "~/ui/action-form"
import { Amount } from "~/ui/amount"
import { DataTable } from "~/ui/data-table"
import { Link } from "~/ui/link"
import { Section } from "~/ui/page"

type Payment = {
  id: string
  when: string
  method: string
  amount: string
  isNegative: boolean
  note: string
  isReversible: boolean
  isRefundable: boolean
  credit: { typed: string; words: string } | null
}

type InvoicePaymentsProps = {
  invoiceId: string
  isDemand: boolean
  payments: Payment[]
  paid: string | null
  submission: string
  may: { reverse: boolean; refund: boolean }
}

/** Money received for an invoice and what was taken back, oldest first; nothing of it is ever erased. */
export function InvoicePayments({ invoiceId, isDemand, payments, paid, submission, may }: InvoicePaymentsProps) {
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
            cell: ({ id, method, note }) => (
              <>
                <span className="block">{method}</span> <span className="hint block whitespace-normal">{note}</span>{" "}
                <Link to={href("/payments/:paymentId/files", { paymentId: id })}>Files</Link>
              </>
            ),
          },
          {
            key: "reverse",
            header: "Correction",
            phone: "note",
            width: "min",
            cell: (payment) => <Corrections {...{ invoiceId, payment, submission, may }} />,
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

type CorrectionsProps = Pick<InvoicePaymentsProps, "invoiceId" | "submission" | "may"> & { payment: Payment }

/** How a payment is put right: what is the client's credit is given back by one press, anything else on a page of its own. */
function Corrections({ invoiceId, payment, submission, may }: CorrectionsProps) {
  const { id: paymentId, isReversible, isRefundable, credit } = payment
  const refund = href("/invoices/:invoiceId/payments/:paymentId/refund", { invoiceId, paymentId })
  return (
    <div className="flex flex-wrap items-center gap-3">
      {may.refund && credit && (
        <ActionForm
          action={refund}
          fields={{ submission, amount: credit.typed }}
          label={`Refund ${credit.words}`}
          tone="primary"
        />
      )}
      {may.refund && isRefundable && <Link to={refund}>{credit ? "Refund another amount" : "Refund"}</Link>}
      {may.reverse && isReversible && (
        <Link to={href("/invoices/:invoiceId/payments/:paymentId/reverse", { invoiceId, paymentId })}>Reverse</Link>
      )}
    </div>
  )
}
