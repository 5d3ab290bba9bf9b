import { eq } from "drizzle-orm"
import { mails } from "#db/schema/activities"
import { command } from "~/platform/data/command.server"
import { Conflict } from "~/platform/language/errors"
import { deliverMail } from "./deliver-mail.server"
import { MailIdInput } from "./inputs.server"
import { heldMail } from "./mail-record.server"

/** Tries a mail again that the mail service did not take; it keeps its Message-ID, so that it is the same mail. */
export const sendMail = command({
  name: "send-mail",
  actors: ["staff", "system"],
  input: MailIdInput,
  async step(ctx, { mailId }) {
    const mail = await heldMail(ctx, mailId)
    const { status, purpose, about, toEmail: to, subject } = mail
    if (status !== "failed" && status !== "refused")
      throw new Conflict("Only a mail that could not be sent is tried again.")
    await ctx.db.update(mails).set({ status: "queued", resolvedAt: null }).where(eq(mails.id, mailId))
    await ctx.enqueue({ command: deliverMail.definition, input: { mailId }, key: `mail ${mailId}` })
    ctx.record("mail.sent", { ...about, mailId, purpose }, { personal: { to, subject } })
    return { to }
  },
})
