import { and, eq, isNull, sql } from "drizzle-orm"
import { contactEmails, contactPhones } from "#db/schema/contacts"
import type { Work } from "~/platform/data/work.server"
import { Invalid } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { normalizeEmail, normalizePhone } from "~/platform/language/text"
import { findContactByEmail } from "./contact-queries.server"

type Emails = { label: string; email: string }[]
type Phones = { label: string; phone: string }[]

/** Makes these the contact's addresses, the first being primary. An address that another living contact has is Invalid at its row. */
export async function replaceEmails(ctx: Work, contactId: Id<"contacts">, emails: Emails) {
  await ctx.db.delete(contactEmails).where(and(eq(contactEmails.contactId, contactId), isNull(contactEmails.deletedAt)))
  const rows = emails.map(({ label, email }, index) => ({
    contactId,
    label,
    email,
    emailNormalized: normalizeEmail(email),
    isPrimary: index === 0,
  }))
  for (const [index, row] of rows.entries()) {
    if (rows.findIndex((other) => other.emailNormalized === row.emailNormalized) < index) {
      throw new Invalid(`emails[${index}].email`, "This address stands here twice")
    }
    const written = await ctx.db
      .insert(contactEmails)
      .values(row)
      .onConflictDoNothing()
      .returning({ id: contactEmails.id })
    if (written.length > 0) continue
    const holder = await findContactByEmail(ctx, { email: row.emailNormalized })
    throw new Invalid(`emails[${index}].email`, `This address belongs to ${holder?.name ?? "another contact"} already`)
  }
}

/** Makes these the contact's numbers, the first being primary. */
export async function replacePhones(ctx: Work, contactId: Id<"contacts">, phones: Phones) {
  await ctx.db.delete(contactPhones).where(and(eq(contactPhones.contactId, contactId), isNull(contactPhones.deletedAt)))
  const rows = phones.map(({ label, phone }, index) => ({
    contactId,
    label,
    phone,
    phoneNormalized: normalizePhone(phone),
    isPrimary: index === 0,
  }))
  if (rows.length > 0) await ctx.db.insert(contactPhones).values(rows)
}

/** Takes a deleted contact's addresses and numbers out of use, so that another contact may have them. */
export async function retireAddresses(ctx: Work, contactId: Id<"contacts">) {
  await ctx.db.update(contactEmails).set({ deletedAt: ctx.now }).where(eq(contactEmails.contactId, contactId))
  await ctx.db.update(contactPhones).set({ deletedAt: ctx.now }).where(eq(contactPhones.contactId, contactId))
}

/** Gives a restored contact its addresses back. One that another contact took meanwhile stays out; answers those. */
export async function reviveAddresses(ctx: Work, contactId: Id<"contacts">): Promise<string[]> {
  const taken = sql`exists (select from contact_emails other where other.email_normalized = ${contactEmails.emailNormalized} and other.deleted_at is null)`
  await ctx.db
    .update(contactEmails)
    .set({ deletedAt: null })
    .where(and(eq(contactEmails.contactId, contactId), sql`not ${taken}`))
  await ctx.db.update(contactPhones).set({ deletedAt: null }).where(eq(contactPhones.contactId, contactId))
  const left = await ctx.db
    .select({ email: contactEmails.email })
    .from(contactEmails)
    .where(and(eq(contactEmails.contactId, contactId), sql`${contactEmails.deletedAt} is not null`))
  return left.map((row) => row.email)
}
