import { eq, sql } from "drizzle-orm"
import { mails } from "#db/schema/activities"
import { command } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import { SettleMailInput } from "./inputs.server"
import { isUnderway, type MailFact, statusAfter } from "./mail"
import { noteAddress } from "./mail-address.server"
import { isMadeGood, makeGood } from "./mail-trouble.server"

type Mail = typeof mails.$inferSelect

/**
 * Writes what the mail service reports of a mail: that it arrived, is not taken yet, came back, or was called unwanted. A
 * mail never goes back, in whatever order reports come; one that came back for good marks its address. Answers what became of the report.
 */
export const settleMail = command({
  name: "settle-mail",
  actors: ["system"],
  input: SettleMailInput,
  async step(ctx, { mailId, fact, reason, happenedAt }) {
    const [mail] = await ctx.db.select().from(mails).where(eq(mails.id, mailId)).for("update")
    if (!mail) throw new NotFound("mail")
    const status = statusAfter(mail.status, fact)
    const isNews = status !== mail.status || (fact === "deferred" && isUnderway(mail.status))
    if (!isNews) return ctx.unchanged("known")
    await ctx.db
      .update(mails)
      .set({
        ...{ status, attemptedAt: null, reason: fact === "delivered" ? null : reason },
        sentAt: sql`coalesce(${mails.sentAt}, ${happenedAt.toISOString()}::timestamptz)`,
        ...(status === "bounced" && (await isMadeGood(ctx, mail)) ? { resolvedAt: ctx.now } : {}),
      })
      .where(eq(mails.id, mailId))
    await noteAddress(ctx, mail.toEmail, fact, reason, happenedAt)
    if (status === "delivered") await makeGood(ctx, mail, "arrived")
    tell(ctx, mail, fact, reason)
    return status
  },
})

function tell(ctx: Work, mail: Mail, fact: MailFact, reason: string | null) {
  const about = { ...mail.about, mailId: mail.id, purpose: mail.purpose }
  const detail = { personal: { to: mail.toEmail, subject: mail.subject, reason } }
  switch (fact) {
    case "processed":
      return ctx.record("mail.delivered", about, detail)
    case "delivered":
      return ctx.record("mail.arrived", about, detail)
    case "deferred":
      return ctx.record("mail.deferred", about, detail)
    case "complained":
      return ctx.record("mail.complained", about, detail)
    case "bounced":
    case "blocked":
      return ctx.record("mail.bounced", { ...about, reason: reason ?? "" }, detail)
  }
}
