import { eq } from "drizzle-orm"
import { mails } from "#db/schema/activities"
import { getOrganization } from "~/organizations/organization-queries.server"
import type { Work } from "~/platform/data/work.server"
import { formatInstant } from "~/platform/language/dates"
import { consume, limits } from "~/platform/security/limits.server"
import { isNew, noticePurpose } from "./mail"

type Mail = typeof mails.$inferSelect

/**
 * Whether a mail that is handed over for the first time is within what a new organization sends in a day; what tells its own
 * members is not counted. Answers when it may go instead, and writes down that it waits until then; null when it may go now.
 */
export async function findWait(ctx: Work, mail: Mail): Promise<Date | null> {
  const isCounted = mail.attempts === 0 && mail.attemptedAt === null && mail.purpose !== noticePurpose
  const { id: organizationId, createdAt, timeZone, locale } = await getOrganization(ctx, {})
  if (!isCounted || !isNew({ createdAt }, ctx.now)) return null
  const { allowed, retryAfter } = await consume(ctx.db.$client, limits.mail, organizationId)
  if (allowed) return null
  const until = new Date(ctx.now.getTime() + retryAfter * 1_000)
  const when = formatInstant(until, timeZone, locale)
  const reason = `A new organization sends ${limits.mail.count} mails a day; this one goes out after ${when}.`
  await ctx.db.update(mails).set({ reason }).where(eq(mails.id, mail.id))
  const about = { ...mail.about, mailId: mail.id, purpose: mail.purpose, answer: reason }
  ctx.record("mail.delayed", about, { personal: { to: mail.toEmail, subject: mail.subject } })
  return until
}
