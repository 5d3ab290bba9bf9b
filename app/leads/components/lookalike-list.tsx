import { href } from "~/platform/language/paths"
import { LinkList } from "~/ui/link-list"
import { type LeadStatus, leadStatusNames } from "../lead"

/** Who and what looks like an enquiry, as the search for lookalikes answers. */
export type Alike = {
  leads: { id: string; name: string; companyName: string | null; status: LeadStatus }[]
  contacts: { id: string; name: string; email: string | null }[]
  companies: { id: string; name: string; domain: string | null }[]
}

/** Those who may be the same, each a way to its record. */
export function LookalikeList({ leads, contacts, companies }: Alike) {
  const items = [
    ...companies.map(({ id, name, domain }) => ({
      ...{ id, title: name, detail: detail("Company", domain) },
      href: href("/companies/:companyId", { companyId: id }),
    })),
    ...contacts.map(({ id, name, email }) => ({
      ...{ id, title: name, detail: detail("Contact", email) },
      href: href("/contacts/:contactId", { contactId: id }),
    })),
    ...leads.map(({ id, name, companyName, status }) => ({
      ...{ id, title: name, detail: detail(`Lead, ${leadStatusNames[status].toLowerCase()}`, companyName) },
      href: href("/leads/:leadId", { leadId: id }),
    })),
  ]
  return <LinkList label="Those who look the same" items={items} />
}

const detail = (kind: string, more: string | null) => [kind, more].filter(Boolean).join(" · ")
