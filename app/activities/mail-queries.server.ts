import { eq } from "drizzle-orm"
import { mails } from "#db/schema/activities"
import { query } from "~/platform/data/query.server"
import { MailIdInput } from "./inputs.server"

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
