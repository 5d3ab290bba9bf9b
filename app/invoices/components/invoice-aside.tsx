import { href } from "~/platform/language/paths"
import { Amount } from "~/ui/amount"
import { Breakable } from "~/ui/breakable"
import { Facts } from "~/ui/facts"
import { Link } from "~/ui/link"
import { Section } from "~/ui/page"
import { TotalsTable } from "~/ui/pricing-table"

type InvoiceAsideProps = {
  isIssued: boolean
  isDemand: boolean
  credited: string | null
  credits: { id: string; number: string } | null
  hasPdf: boolean
  balance: string | null
  paid: string | null
  due: string | null
  total: string
  sent: { to: string; when: string; hasFailed: boolean } | null
  names: {
    company: string
    contact: string | null
    deal: string | null
    proposal: string | null
    owner: string | null
  }
  ids: { companyId: string; contactId: string | null; dealId: string | null; proposalId: string | null }
}

/** How an invoice stands, and what it belongs to. */
export function InvoiceAside(props: InvoiceAsideProps) {
  const { isIssued, isDemand, hasPdf, balance, paid, due, total, credited, credits, sent, names, ids } = props
  const { companyId, contactId, dealId, proposalId } = ids
  return (
    <>
      {credits ? (
        <Section title="Credited">
          <Amount value={total} size="lg" strong />
        </Section>
      ) : (
        <Section title="Balance">
          <p className="mb-3">
            <Amount value={isIssued ? (balance ?? "Nothing is owed") : total} size="lg" strong />
            <span className="hint block">{isIssued ? due : "Nothing is owed before it is issued"}</span>
          </p>
          {isDemand && paid && (balance || credited) && (
            <TotalsTable
              label="Balance"
              rows={[
                { label: "Total", amount: total },
                ...(credited ? [{ label: "Credited", amount: credited }] : []),
                { label: "Paid", amount: paid },
                ...(balance ? [{ label: "Balance", amount: balance, kind: "total" as const }] : []),
              ]}
            />
          )}
        </Section>
      )}
      <Section title="Details">
        <Facts
          items={[
            ...(credits
              ? [
                  {
                    label: "Credits",
                    value: (
                      <Link to={href("/invoices/:invoiceId", { invoiceId: credits.id })}>Invoice {credits.number}</Link>
                    ),
                  },
                ]
              : []),
            { label: "Client", value: <Link to={href("/companies/:companyId", { companyId })}>{names.company}</Link> },
            {
              label: "Contact",
              value: contactId && <Link to={href("/contacts/:contactId", { contactId })}>{names.contact}</Link>,
            },
            ...(dealId
              ? [{ label: "Deal", value: <Link to={href("/deals/:dealId", { dealId })}>{names.deal}</Link> }]
              : []),
            ...(proposalId
              ? [
                  {
                    label: "Proposal",
                    value: <Link to={href("/proposals/:proposalId", { proposalId })}>{names.proposal}</Link>,
                  },
                ]
              : []),
            { label: "Owner", value: names.owner },
            ...(isIssued ? [{ label: "Sent", value: sent ? <Sent {...sent} /> : "Not yet" }] : []),
            ...(isIssued && !hasPdf ? [{ label: "PDF", value: "Being prepared" }] : []),
          ]}
        />
      </Section>
    </>
  )
}

function Sent({ to, when, hasFailed }: { to: string; when: string; hasFailed: boolean }) {
  return (
    <>
      {hasFailed && <span className="block text-danger-text">Could not be delivered</span>}
      <span className="block">
        <Breakable>{to}</Breakable>
      </span>
      <span className="hint">{when}</span>
    </>
  )
}
