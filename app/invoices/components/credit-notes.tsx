import { href } from "~/platform/language/paths"
import { Amount } from "~/ui/amount"
import { DataTable } from "~/ui/data-table"
import { Section } from "~/ui/page"

type CreditNotesProps = {
  creditNotes: {
    id: string
    number: string
    reason: string | null
    amount: string
    issued: string | null
    /** What went back to the client because of it. */
    refunded: string | null
  }[]
  /** What of the invoice the credit notes leave. */
  leftAfterCredit: string | null
}

/** The credit notes of an invoice, and what they leave of it. */
export function CreditNotes({ creditNotes, leftAfterCredit }: CreditNotesProps) {
  if (creditNotes.length === 0) return null
  return (
    <Section title="Credited by" count={creditNotes.length}>
      <DataTable
        label="Credit notes of this invoice"
        rows={creditNotes}
        rowKey={({ id }) => id}
        rowHref={({ id }) => href("/invoices/:invoiceId", { invoiceId: id })}
        columns={[
          { key: "number", header: "Credit note", primary: true, cell: ({ number }) => number },
          { key: "issued", header: "Issued", phone: "hide", cell: ({ issued }) => issued ?? "–" },
          {
            key: "reason",
            header: "Reason",
            phone: "sub",
            width: "wide",
            cell: ({ reason, refunded }) => (
              <>
                <span className="block whitespace-normal break-words">{reason ?? "–"}</span>{" "}
                {refunded && <span className="hint block">{refunded} of it refunded</span>}
              </>
            ),
          },
          { key: "amount", header: "Amount", align: "end", cell: ({ amount }) => <Amount value={amount} negative /> },
        ]}
        foot={{ number: "What is left", amount: leftAfterCredit && <Amount value={leftAfterCredit} strong /> }}
      />
    </Section>
  )
}
