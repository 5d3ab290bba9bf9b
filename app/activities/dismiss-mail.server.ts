import { eq } from "drizzle-orm"
import { mails } from "#db/schema/activities"
import { command } from "~/platform/data/command.server"
import { MailIdInput } from "./inputs.server"
import { isInTrouble } from "./mail"
import { heldMail } from "./mail-record.server"

/** Sets a mail aside that did not reach its reader: somebody has seen to it in another way. */
export const dismissMail = command({
  name: "dismiss-mail",
  actors: ["staff", "system"],
  input: MailIdInput,
  async step(ctx, { mailId }) {
    const { status, resolvedAt, purpose, about, toEmail: to, subject } = await heldMail(ctx, mailId)
    if (!isInTrouble(status) || resolvedAt) return ctx.unchanged({ mailId })
    await ctx.db.update(mails).set({ resolvedAt: ctx.now }).where(eq(mails.id, mailId))
    ctx.record("mail.dismissed", { ...about, mailId, purpose }, { personal: { to, subject } })
    return { mailId }
  },
})
