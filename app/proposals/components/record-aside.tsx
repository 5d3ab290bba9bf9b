import { href } from "~/platform/language/paths"
import { Amount } from "~/ui/amount"
import { Facts } from "~/ui/facts"
import { Link } from "~/ui/link"
import { LinkList } from "~/ui/link-list"
import { Section } from "~/ui/page"
import type { RecordView } from "../record-view.server"
import { Moment } from "./record-main"

type InvoiceLine = { id: string; title: string; state: string; amount: string }

/** What is known of a proposal, and the invoices that came of its deal. */
export function RecordAside({ record, invoices }: { record: RecordView; invoices: readonly InvoiceLine[] }) {
  const { names, dealId, companyId, contactId } = record
  return (
    <>
      <Section title="Details">
        <Facts
          items={[
            { label: "Client", value: <Link to={href("/companies/:companyId", { companyId })}>{names.company}</Link> },
            { label: "Contact", value: <Link to={href("/contacts/:contactId", { contactId })}>{names.contact}</Link> },
            { label: "Deal", value: <Link to={href("/deals/:dealId", { dealId })}>{names.deal}</Link> },
            { label: "Owner", value: names.owner },
            { label: "Valid until", value: record.validUntil },
            { label: "Deposit", value: record.deposit },
            { label: "Currency", value: record.currency },
          ]}
        />
      </Section>
      {record.isSent && (
        <Section title="What happened when">
          <Facts
            items={[
              { label: "Sent", value: <Moment moment={record.sent} /> },
              { label: "First opened", value: record.firstOpened && <Moment moment={record.firstOpened} /> },
              { label: "Last opened", value: record.lastOpened && <Moment moment={record.lastOpened} /> },
              ...(record.decided ? [{ label: "Decided", value: <Moment moment={record.decided} /> }] : []),
            ]}
          />
        </Section>
      )}
      {invoices.length > 0 && (
        <Section title="Invoices" count={invoices.length}>
          <LinkList
            label="Invoices of the deal"
            items={invoices.map(({ id, title, state, amount }) => ({
              id,
              href: href("/invoices/:invoiceId", { invoiceId: id }),
              title,
              detail: state,
              end: <Amount value={amount} />,
            }))}
          />
        </Section>
      )}
    </>
  )
}
