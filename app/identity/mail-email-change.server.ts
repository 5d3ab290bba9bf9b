import { and, eq, gt, isNull } from "drizzle-orm"
import { emailChanges, people } from "#db/schema/people"
import { sendMail } from "~/adapters/mail.server"
import { outsideCommand } from "~/platform/data/command.server"
import { env } from "~/platform/env.server"
import type { Id } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { emailChangeHours, openChange } from "./email-change-token.server"
import { renderLetter } from "./emails/letter"
import { MailEmailChangeInput } from "./inputs.server"

type Attempt = {
  changeId: Id<"email_changes">
  sealed: string
  personId: Id<"people">
  name: string
  email: string
} | null

/** Mails the new address the link that proves its mailbox; one that was mailed, used or is too old is left alone. */
export const mailEmailChange = outsideCommand({
  name: "mail-email-change",
  actors: ["anonymous", "system"],
  input: MailEmailChangeInput,
  async step(ctx, { changeId }): Promise<Attempt> {
    const [found] = await ctx.db
      .select({
        changeId: emailChanges.id,
        sealed: emailChanges.tokenSealed,
        personId: people.id,
        name: people.name,
        email: emailChanges.email,
      })
      .from(emailChanges)
      .innerJoin(people, eq(people.id, emailChanges.personId))
      .where(
        and(
          eq(emailChanges.id, changeId),
          isNull(emailChanges.usedAt),
          isNull(emailChanges.mailedAt),
          gt(emailChanges.expiresAt, ctx.now),
        ),
      )
    return ctx.unchanged(found ?? null)
  },
  async outside(attempt) {
    if (!attempt) return
    const { changeId, sealed, name, email } = attempt
    await sendMail({
      messageId: `${changeId}@${new URL(env.publicUrl).hostname}`,
      from: env.MAIL_FROM,
      to: { name, address: email },
      ...renderLetter({
        subject: "Confirm your new e-mail address",
        name,
        paragraphs: [
          "You asked to sign in by this address from now on. Confirm that this mailbox is yours; until then nothing changes.",
          `The link works once, for ${emailChangeHours} hours.`,
        ],
        link: {
          label: "Confirm this address",
          href: `${env.publicUrl}${href("/email/:token", { token: openChange(changeId, sealed) })}`,
        },
        small: "If it was not you who asked, you need not do anything.",
      }),
    })
  },
  async settle(ctx, attempt, outcome) {
    if (!attempt || !outcome.ok) return ctx.unchanged({ mailed: false })
    await ctx.db.update(emailChanges).set({ mailedAt: ctx.now }).where(eq(emailChanges.id, attempt.changeId))
    ctx.record("email-change.mailed", { personId: attempt.personId })
    return { mailed: true }
  },
})
