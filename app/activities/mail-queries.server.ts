import { and, desc, eq, isNotNull, or, sql } from "drizzle-orm"
import { z } from "zod"
import { mails } from "#db/schema/activities"
import { getOrganization } from "~/organizations/organization-queries.server"
import { query } from "~/platform/data/query.server"
import { asId, isId } from "~/platform/language/ids"
import { MailIdInput } from "./inputs.server"
import { addressTroubles } from "./mail-address.server"
import { withSeenRecord } from "./mail-record.server"
import { inTrouble } from "./mail-trouble.server"

/** A mail of the outbox, and where it stands; null when it is not of this organization. */
export const findMail = query({
  name: "find-mail",
  permission: "today.read",
  actors: ["system"],
  input: MailIdInput,
  async run(ctx, { mailId }) {
    const [mail] = await ctx.db.select({ id: mails.id, status: mails.status }).from(mails).where(eq(mails.id, mailId))
    return mail ?? null
  },
})

/** Mails above what a new organization sends in a day; the reason says until when they wait. */
const isWaiting = and(eq(mails.status, "queued"), isNotNull(mails.reason))

/** How many mails in trouble are shown at once. */
const most = 50

/**
 * Mails that did not reach their reader and that nobody has made good, or that wait for another day, the newest first, with
 * the server's answer or the reason: all that the reader may know of, or those about one record.
 */
export const listMailTroubles = query({
  name: "list-mail-troubles",
  permission: "today.read",
  actors: ["staff"],
  input: z.object({ recordId: z.string().optional() }),
  async run(ctx, { recordId }) {
    if (recordId !== undefined && !isId(recordId)) return []
    const { about, id, status, subject, toEmail, reason, answer, createdAt, purpose } = mails
    const isAbout = (key: string) => sql`${about} ->> ${key} = ${recordId}`
    const found = await ctx.db
      .select({ about, id, status, subject, toEmail, reason, answer, createdAt, purpose })
      .from(mails)
      .where(
        and(
          or(inTrouble, isWaiting),
          recordId ? or(isAbout("invoiceId"), isAbout("proposalId"), isAbout("leadId")) : undefined,
        ),
      )
      .orderBy(desc(createdAt), desc(id))
      .limit(most)
    const seen = await withSeenRecord(ctx, found)
    return seen.map(({ about, reason, answer, ...mail }) => ({
      ...mail,
      words: reason ?? answer,
      contactId: about.contactId ? asId<"contacts">(about.contactId) : null,
      invoiceId: about.invoiceId ? asId<"invoices">(about.invoiceId) : null,
      proposalId: about.proposalId ? asId<"proposals">(about.proposalId) : null,
      leadId: about.leadId ? asId<"leads">(about.leadId) : null,
    }))
  },
})

/** What is wrong with some mailboxes: since when mail to them comes back and why, and who called ours unwanted. */
export const listAddressTroubles = query({
  name: "list-address-troubles",
  permission: "contacts.read",
  actors: ["staff"],
  input: z.object({ emails: z.array(z.string().max(254)).max(200) }),
  async run(ctx, { emails }) {
    const { timeZone, locale } = await getOrganization(ctx, {})
    const troubles = [...(await addressTroubles(ctx, emails))].map(([email, trouble]) => ({ email, ...trouble }))
    return { timeZone, locale, troubles }
  },
})
