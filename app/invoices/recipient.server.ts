import { and, eq, isNull } from "drizzle-orm"
import { contactEmails, contacts } from "#db/schema/contacts"
import { listContactsOfCompany } from "~/contacts/contact-queries.server"
import type { Reading } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"

/** Whom an invoice and its receipts are mailed to. */
export type Recipient = { contactId: Id<"contacts">; name: string; email: string }

type Addressed = { companyId: Id<"companies">; contactId: Id<"contacts"> | null }

/** The invoice's own contact, else whoever is billed at the client, else anybody there; null when nobody has an address. */
export async function recipientOf(ctx: Reading, { companyId, contactId }: Addressed): Promise<Recipient | null> {
  const own = contactId ? await reachable(ctx, contactId) : null
  if (own) return own
  const people = await listContactsOfCompany(ctx, { companyId })
  const withAddress = people.filter((person): person is typeof person & { email: string } => person.email !== null)
  const chosen = withAddress.find((person) => person.isBilling) ?? withAddress[0]
  return chosen ? { contactId: chosen.contactId, name: chosen.name, email: chosen.email } : null
}

async function reachable(ctx: Reading, contactId: Id<"contacts">): Promise<Recipient | null> {
  const [found] = await ctx.db
    .select({ contactId: contacts.id, name: contacts.name, email: contactEmails.email })
    .from(contacts)
    .innerJoin(contactEmails, eq(contactEmails.contactId, contacts.id))
    .where(
      and(
        eq(contacts.id, contactId),
        isNull(contacts.deletedAt),
        eq(contactEmails.isPrimary, true),
        isNull(contactEmails.deletedAt),
      ),
    )
  return found ?? null
}
