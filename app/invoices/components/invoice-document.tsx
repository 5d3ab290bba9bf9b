import type { ReactNode } from "react"
import type { InvoiceWords } from "~/invoices/invoice-words"
import { DocumentHeader, DocumentMeta, DocumentSection, DocumentSheet, Parties } from "~/ui/document"
import { Facts } from "~/ui/facts"
import { PricingTable, TotalsTable } from "~/ui/pricing-table"

type InvoiceDocumentProps = { words: InvoiceWords; chip?: ReactNode; as?: "h1" | "h2" }

/** An invoice as its reader gets it: who bills whom for what, the taxes, the total, and where to pay. */
export function InvoiceDocument({ words, chip, as = "h1" }: InvoiceDocumentProps) {
  const { seller, buyer, heading, title, facts, columns, lines, totals, accountedTax, notes } = words
  const { transfer, footer } = words
  return (
    <DocumentSheet>
      <DocumentHeader as={as} from={seller.name} title={heading} lead={title} chip={chip} />
      <Parties
        parties={[
          { label: "From", ...seller },
          { label: "Billed to", ...buyer },
        ]}
      />
      <DocumentMeta items={facts} />
      <div className="mt-6">
        <PricingTable label="What is billed" labels={columns} groups={[{ lines: lines.map(asLine) }]} />
        <TotalsTable rows={totals} />
        {accountedTax && <p className="mt-3 text-end text-ink-2">{accountedTax}</p>}
      </div>
      {notes && (
        <DocumentSection title="Notes">
          <p className="whitespace-pre-line break-words">{notes}</p>
        </DocumentSection>
      )}
      {transfer.length > 0 && (
        <DocumentSection title="Payment by bank transfer">
          <Facts items={transfer.map(selectable)} />
        </DocumentSection>
      )}
      <p className="hint mt-8 break-words">{footer}</p>
    </DocumentSheet>
  )
}

/** One press selects the whole of it, to be copied into a bank's form. */
const selectable = ({ label, value }: InvoiceWords["transfer"][number]) => ({
  label,
  value: <span className="select-all">{value}</span>,
})

const asLine = ({ description, ...line }: InvoiceWords["lines"][number]) => ({
  ...line,
  description: description && <span className="whitespace-pre-line break-words">{description}</span>,
})
