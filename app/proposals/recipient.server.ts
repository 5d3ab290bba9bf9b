import { and, eq, isNull } from "drizzle-orm"
import { contactEmails, contacts } from "#db/schema/contacts"
import { listContactsOfCompany } from "~/contacts/contact-queries.server"
import type { Reading } from "~/platform/data/work.server"
import { Invalid } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import type { ProposalRow } from "./subject.server"

/** A living contact and the mailbox they are written to, if they have one. */
export type Reader = { contactId: Id<"contacts">; name: string; email: string | null }
/** Somebody a proposal can be mailed to. */
export type Recipient = Reader & { email: string }

/** Who may be sent a proposal: its own contact first, then the client's other people. */
export async function possibleRecipients(
  ctx: Reading,
  { companyId, contactId }: Pick<ProposalRow, "companyId" | "contactId">,
): Promise<Reader[]> {
  const own = await findReader(ctx, contactId)
  const people = await listContactsOfCompany(ctx, { companyId })
  const others = people.filter((person) => person.contactId !== contactId)
  return [...(own ? [own] : []), ...others.map(({ contactId, name, email }) => ({ contactId, name, email }))]
}

/** The chosen recipient. Invalid when they are not of this client or have no address. */
export async function recipientOf(ctx: Reading, proposal: ProposalRow, contactId: Id<"contacts">): Promise<Recipient> {
  const people = await possibleRecipients(ctx, proposal)
  const chosen = people.find((person) => person.contactId === contactId)
  if (!chosen) throw new Invalid("contactId", "Choose one of this client's people")
  const { email } = chosen
  if (!email) throw new Invalid("contactId", `${chosen.name} has no e-mail address. Add one, or copy a link instead.`)
  return { ...chosen, email }
}

/** A contact with their primary address; null when they are no longer there. */
export async function findReader(ctx: Reading, contactId: Id<"contacts">): Promise<Reader | null> {
  const [found] = await ctx.db
    .select({ contactId: contacts.id, name: contacts.name, email: contactEmails.email })
    .from(contacts)
    .leftJoin(
      contactEmails,
      and(eq(contactEmails.contactId, contacts.id), eq(contactEmails.isPrimary, true), isNull(contactEmails.deletedAt)),
    )
    .where(and(eq(contacts.id, contactId), isNull(contacts.deletedAt)))
  return found ?? null
}
