import { and, eq, sql } from "drizzle-orm"
import { z } from "zod"
import { mails } from "#db/schema/activities"
import { sendMail } from "~/adapters/mail.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import { outsideCommand } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import { id } from "~/platform/language/fields.server"
import { senderOf } from "~/platform/mail-sender.server"
import { countMail } from "~/platform/metrics.server"
import { fillLinks } from "~/platform/security/links.server"

/** After how many failed tries a mail is shown as failing; the queue goes on trying. */
const failingAfter = 3

type Mail = typeof mails.$inferSelect
type Attempt = { mail: Mail; brand: string; html: string; text: string } | null

/** Hands a mail of the outbox to the mail service; a mail that went out already is left alone. */
export const deliverMail = outsideCommand({
  name: "deliver-mail",
  actors: ["system"],
  input: z.object({ mailId: id("mails") }),
  async step(ctx, { mailId }): Promise<Attempt> {
    const [mail] = await ctx.db.select().from(mails).where(eq(mails.id, mailId)).for("update")
    if (!mail) throw new NotFound("mail")
    if (mail.status === "sent" || mail.status === "kept") return ctx.unchanged(null)
    const { name } = await getOrganization(ctx, {})
    const [html, text] = await Promise.all([fillLinks(ctx, mail.html), fillLinks(ctx, mail.text)])
    return ctx.unchanged({ mail, brand: name, html, text })
  },
  async outside(attempt) {
    if (!attempt) return null
    const { mail, brand, html, text } = attempt
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
      headers: { "Auto-Submitted": "auto-generated" },
    })
  },
  async settle(ctx, attempt, outcome) {
    if (!attempt) return ctx.unchanged({ sent: true })
    const { mail } = attempt
    const answer = outcome.ok ? (outcome.answer ?? "") : outcome.error.message
    const [settled] = await ctx.db
      .update(mails)
      .set({
        attempts: sql`${mails.attempts} + 1`,
        answer,
        ...(outcome.ok
          ? { status: "sent" as const, sentAt: ctx.now }
          : mail.attempts + 1 >= failingAfter
            ? { status: "failed" as const }
            : {}),
      })
      .where(and(eq(mails.id, mail.id), sql`${mails.status} in ('queued', 'failed')`))
      .returning({ status: mails.status, attempts: mails.attempts })
    if (!settled) return ctx.unchanged({ sent: true })
    return tell(ctx, mail, outcome.ok, answer, settled.attempts)
  },
})

function tell(ctx: Work, mail: Mail, sent: boolean, answer: string, attempts: number) {
  countMail(sent ? "sent" : "failed")
  const about = { ...mail.about, mailId: mail.id, purpose: mail.purpose }
  const personal = { to: mail.toEmail, subject: mail.subject }
  if (sent) ctx.record("mail.delivered", about, { personal: { ...personal, answer } })
  else ctx.record(attempts === failingAfter ? "mail.failed" : "mail.delayed", { ...about, answer }, { personal })
  return { sent }
}
