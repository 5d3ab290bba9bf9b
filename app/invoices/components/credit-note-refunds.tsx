import { href, withQuery } from "~/platform/language/paths"
import { Amount } from "~/ui/amount"
import { ButtonLink } from "~/ui/button"
import { DataTable } from "~/ui/data-table"
import { Section } from "~/ui/page"

type CreditNoteRefundsProps = {
  invoiceId: string
  credits: { id: string; number: string } | null
  givingBack: {
    refunds: { id: string; when: string; amount: string; how: string }[]
    left: string | null
    payments: { id: string; when: string; amount: string }[]
  } | null
  may: { refund: boolean }
}

/** What went back to the client because of a credit note, and the payments of its invoice of which the rest can go back. */
export function CreditNoteRefunds({ invoiceId, credits, givingBack, may }: CreditNoteRefundsProps) {
  if (!credits || !givingBack) return null
  const { refunds, left, payments } = givingBack
  const offered = may.refund ? payments : []
  if (refunds.length + offered.length === 0) return null
  return (
    <Section title="Refunds" count={refunds.length || undefined}>
      {refunds.length > 0 && (
        <DataTable
          label="Refunds of this credit note"
          rows={refunds}
          rowKey={({ id }) => id}
          rowHref={() => href("/invoices/:invoiceId", { invoiceId: credits.id })}
          columns={[
            { key: "when", header: "Refunded", primary: true, cell: ({ when }) => when },
            { key: "how", header: "How it stands", phone: "sub", width: "wide", cell: ({ how }) => how },
            { key: "amount", header: "Amount", align: "end", cell: ({ amount }) => <Amount value={amount} /> },
          ]}
          foot={{ when: "Not refunded", amount: left && <Amount value={left} strong /> }}
        />
      )}
      {offered.map(({ id, when, amount }) => (
        <p key={id} className="mt-3 flex flex-wrap items-center gap-3">
          <ButtonLink
            href={withQuery(
              href("/invoices/:invoiceId/payments/:paymentId/refund", { invoiceId: credits.id, paymentId: id }),
              { note: invoiceId },
            )}
          >
            Refund this
          </ButtonLink>{" "}
          <span className="hint">
            from the payment of {amount} that came on {when}
          </span>
        </p>
      ))}
    </Section>
  )
}
