import type { ReactNode } from "react"
import { href } from "~/platform/language/paths"
import { Amount } from "~/ui/amount"
import { Facts } from "~/ui/facts"
import { Link } from "~/ui/link"
import { LinkList } from "~/ui/link-list"
import { Section } from "~/ui/page"

/** What is known of a deal, in finished texts. */
export type DealFacts = {
  companyId: string | null
  companyName: string | null
  contactId: string | null
  contactName: string | null
  ownerName: string | null
  value: string
  monthly: string | null
  contractValue: string | null
  probability: string | null
  closes: { text: string; isOverdue: boolean } | null
  opened: string
  won: string | null
  lost: string | null
  lostReason: string | null
  competitor: string | null
}

type Person = { contactId: string; name: string; detail: string }

/** A deal's facts and people; the documents that came of it stand between them. */
export function DealAside({ facts, people, children }: { facts: DealFacts; people: Person[]; children: ReactNode }) {
  return (
    <>
      <Section title="Details">
        <Facts items={factsOf(facts)} />
      </Section>
      {children}
      {people.length > 0 && (
        <Section title="People" count={people.length}>
          <LinkList
            label="People at the company"
            items={people.map((person) => ({
              id: person.contactId,
              href: href("/contacts/:contactId", { contactId: person.contactId }),
              title: person.name,
              detail: person.detail,
            }))}
          />
        </Section>
      )}
    </>
  )
}

function factsOf(facts: DealFacts) {
  const { companyId, contactId, closes } = facts
  return [
    {
      label: "Company",
      value: companyId && <Link to={href("/companies/:companyId", { companyId })}>{facts.companyName}</Link>,
    },
    {
      label: "Contact",
      value: contactId && <Link to={href("/contacts/:contactId", { contactId })}>{facts.contactName}</Link>,
    },
    { label: "Owner", value: facts.ownerName },
    { label: "Value", value: <Amount value={facts.value} strong /> },
    ...optional("Every month", facts.monthly),
    ...optional("Contract value", facts.contractValue),
    ...optional("Probability", facts.probability),
    {
      label: "Expected close",
      value: closes && (
        <span className={closes.isOverdue ? "text-warn-text" : undefined}>
          {closes.isOverdue ? `${closes.text}, overdue` : closes.text}
        </span>
      ),
    },
    { label: "Opened", value: facts.opened },
    ...optional("Won", facts.won),
    ...optional("Lost", facts.lost),
    ...optional("Reason", facts.lostReason),
    ...optional("Competitor", facts.competitor),
  ]
}

const optional = (label: string, value: string | null) => (value ? [{ label, value }] : [])
