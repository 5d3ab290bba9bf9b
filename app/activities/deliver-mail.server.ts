import { and, eq, sql } from "drizzle-orm"
import { mails } from "#db/schema/activities"
import { sendMail } from "~/adapters/mail.server"
import { withPictures } from "~/organizations/load-pictures.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import { type Outcome, outsideCommand } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import { senderOf } from "~/platform/mail-sender.server"
import { countMail } from "~/platform/metrics.server"
import { fillLinks } from "~/platform/security/links.server"
import { DeliverMailInput } from "./inputs.server"
import { patienceMilliseconds } from "./mail"
import { findWait } from "./mail-allowance.server"

/** After how many failed tries a mail is shown as failing; the queue goes on trying. */
const failingAfter = 3

type Mail = typeof mails.$inferSelect
type Attempt = { mail: Mail; organizationId: string; brand: string; html: string; text: string } | null

/**
 * Hands a mail of the outbox to the mail service; a mail that went out already is left alone, and one above what a new
 * organization sends in a day waits for the next. Where nobody knows whether an
 * attempt was taken (the answer was lost, the program died), its report is waited for before the mail is handed over again.
 */
export const deliverMail = outsideCommand({
  name: "deliver-mail",
  actors: ["system"],
  input: DeliverMailInput,
  async step(ctx, { mailId, doubted }): Promise<Attempt> {
    const [mail] = await ctx.db.select().from(mails).where(eq(mails.id, mailId)).for("update")
    if (!mail) throw new NotFound("mail")
    if (mail.status !== "queued" && mail.status !== "failed") return ctx.unchanged(null)
    const attempted = mail.attemptedAt?.toISOString() ?? null
    if (attempted !== null && attempted !== doubted) {
      const runAt = new Date(ctx.now.getTime() + patienceMilliseconds)
      const input = { mailId, doubted: attempted }
      await ctx.enqueue({ command: { name: "deliver-mail" }, input, key: `mail ${mailId}`, runAt })
      return ctx.unchanged(null)
    }
    const waitsUntil = await findWait(ctx, mail)
    if (waitsUntil) {
      await ctx.enqueue({
        command: { name: "deliver-mail" },
        input: { mailId },
        key: `mail ${mailId}`,
        runAt: waitsUntil,
      })
      return null
    }
    const { name } = await getOrganization(ctx, {})
    const [html, text] = await Promise.all([fillLinks(ctx, mail.html), fillLinks(ctx, mail.text)])
    await ctx.db.update(mails).set({ attemptedAt: ctx.now, reason: null }).where(eq(mails.id, mailId))
    ctx.record("mail.attempted", { mailId, attempt: mail.attempts + 1 })
    return { mail, organizationId: ctx.caller.organizationId, brand: name, html, text }
  },
  async outside(attempt) {
    if (!attempt) return null
    const { mail, organizationId, brand, text } = attempt
    const { html, pictures } = await withPictures(attempt.html, organizationId)
    const { messageId, subject, replyTo } = mail
    const to = { address: mail.toEmail, name: mail.toName }
    return sendMail({
      messageId,
      from: senderOf(brand),
      to,
      replyTo,
      subject,
      html,
      text,
      pictures,
      headers: { "Auto-Submitted": "auto-generated" },
      facts: { organization: organizationId, mail: mail.id },
    })
  },
  async settle(ctx, attempt, outcome) {
    if (!attempt) return ctx.unchanged({ sent: true })
    const { mail } = attempt
    const answer = outcome.ok ? (outcome.answer ?? "") : outcome.error.message
    const status = statusOf(outcome, mail)
    const [settled] = await ctx.db
      .update(mails)
      .set({
        attempts: sql`${mails.attempts} + 1`,
        ...{ status, answer },
        ...(outcome.ok || !outcome.error.unknown ? { attemptedAt: null } : {}),
        ...(outcome.ok ? { sentAt: ctx.now } : {}),
      })
      .where(and(eq(mails.id, mail.id), sql`${mails.status} in ('queued', 'failed')`))
      .returning({ id: mails.id })
    if (!settled) return ctx.unchanged({ sent: true })
    return tell(ctx, mail, outcome.ok, answer, status !== mail.status)
  },
})

/** Where a mail stands after an attempt: refused for good, or failing once it failed often enough. */
function statusOf(outcome: Outcome<unknown>, { status, attempts }: Mail): Mail["status"] {
  if (outcome.ok) return "sent"
  if (!outcome.error.retriable) return "refused"
  return attempts + 1 >= failingAfter ? "failed" : status
}

function tell(ctx: Work, mail: Mail, sent: boolean, answer: string, isNowFailing: boolean) {
  countMail(sent ? "sent" : "failed")
  const about = { ...mail.about, mailId: mail.id, purpose: mail.purpose }
  const personal = { to: mail.toEmail, subject: mail.subject }
  if (sent) ctx.record("mail.delivered", about, { personal: { ...personal, answer } })
  else ctx.record(isNowFailing ? "mail.failed" : "mail.delayed", { ...about, answer }, { personal })
  return { sent }
}
