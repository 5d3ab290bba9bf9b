import { z } from "zod"
import { queueMail } from "~/activities/queue-mail.server"
import { command } from "~/platform/data/command.server"
import type { SystemContext } from "~/platform/data/contexts.server"
import { type Id, newId } from "~/platform/language/ids"
import { type Agency, rows } from "./world"

/** A mail of the outbox as it stands. */
export type MailRow = {
  id: Id<"mails">
  status: string
  attempts: number
  answer: string | null
  attempted_at: Date | null
  sent_at: Date | null
  reason: string | null
  resolved_at: Date | null
}

/** An act that writes a mail, as sending an invoice does. */
const writeMail = command({
  name: "create-note",
  actors: ["system"],
  input: z.object({
    to: z.string(),
    about: z.record(z.string(), z.string()),
    purpose: z.string().default("invoice"),
    turn: z.number().default(1),
    optional: z.literal(true).optional(),
  }),
  async step(ctx, { to, about, purpose, turn, optional }) {
    const objectId = about.invoiceId ?? about.proposalId ?? newId()
    const mailId = await queueMail(ctx, {
      ...{ purpose, objectId, turn, toEmail: to, toName: null, about, isOptional: optional },
      ...{ subject: "Your invoice", html: "<p>Your invoice</p>", text: "Your invoice" },
    })
    ctx.record("note.created", { noteId: newId<"notes">() })
    return mailId
  },
})

/** A mail in the outbox, not yet sent. Throws where none was written. */
export async function aMail(by: SystemContext, mail: Parameters<typeof writeMail>[1]): Promise<Id<"mails">> {
  const mailId = await writeMail(by, mail)
  if (!mailId) throw new Error("The act wrote no mail")
  return mailId
}

/** Mails as they stand. */
export const mailStates = (agency: Agency, ids: readonly string[]) =>
  rows<MailRow>(agency, "select * from mails where id = any($1::uuid[])", [ids])

/** How many mails to an address there are. */
export async function writtenMails(agency: Agency, to: string): Promise<number> {
  const [counted] = await rows<{ n: number }>(agency, "select count(*)::int as n from mails where to_email = $1", [to])
  return counted!.n
}
