import { and, eq, gt, isNull } from "drizzle-orm"
import { passwordResets, people } from "#db/schema/people"
import { sendMail } from "~/adapters/mail.server"
import { outsideCommand } from "~/platform/data/command.server"
import { env } from "~/platform/env.server"
import type { Id } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { renderResetMail } from "./emails/reset-password"
import { MailResetInput } from "./inputs.server"
import { openToken, resetMinutes } from "./reset-token.server"

type Attempt = {
  resetId: Id<"password_resets">
  sealed: string
  personId: Id<"people">
  name: string
  email: string
} | null

/** Mails the link that leads back in; one that was mailed, used or is too old is left alone. */
export const mailReset = outsideCommand({
  name: "mail-reset",
  actors: ["anonymous"],
  input: MailResetInput,
  async step(ctx, { resetId }): Promise<Attempt> {
    const [found] = await ctx.db
      .select({
        resetId: passwordResets.id,
        sealed: passwordResets.tokenSealed,
        personId: people.id,
        name: people.name,
        email: people.email,
      })
      .from(passwordResets)
      .innerJoin(people, eq(people.id, passwordResets.personId))
      .where(
        and(
          eq(passwordResets.id, resetId),
          isNull(passwordResets.usedAt),
          isNull(passwordResets.mailedAt),
          gt(passwordResets.expiresAt, ctx.now),
        ),
      )
    return ctx.unchanged(found ?? null)
  },
  async outside(attempt) {
    if (!attempt) return
    const link = `${env.publicUrl}${href("/reset/:token", { token: openToken(attempt.resetId, attempt.sealed) })}`
    await sendMail({
      messageId: `${attempt.resetId}@${new URL(env.publicUrl).hostname}`,
      from: env.MAIL_FROM,
      to: { name: attempt.name, address: attempt.email },
      ...renderResetMail({ name: attempt.name, link, minutes: resetMinutes }),
    })
  },
  async settle(ctx, attempt, outcome) {
    if (!attempt || !outcome.ok) return ctx.unchanged({ mailed: false })
    await ctx.db.update(passwordResets).set({ mailedAt: ctx.now }).where(eq(passwordResets.id, attempt.resetId))
    ctx.record("reset.mailed", { personId: attempt.personId })
    return { mailed: true }
  },
})
