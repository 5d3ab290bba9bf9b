import { mails } from "#db/schema/activities"
import type { Work } from "~/platform/data/work.server"
import { newId } from "~/platform/language/ids"
import { deliverMail } from "./deliver-mail.server"
import { addressTroubles } from "./mail-address.server"
import { makeGood } from "./mail-trouble.server"

/** A mail as an act writes it. Client links stand in it as placeholders, never as tokens. */
export type OutgoingMail = {
  /** What it is for: with the object, the recipient and the turn it makes the mail unique. */
  purpose: string
  objectId: string
  /** Which sending of the same thing to the same person this is; a second send on purpose counts up. */
  turn?: number
  toEmail: string
  toName: string | null
  replyTo?: string | null
  subject: string
  html: string
  text: string
  /** The records the mail concerns, such as `{ proposalId, companyId }`. */
  about: Record<string, string>
  /** Mail that somebody may not want, such as news: none of it goes to who called our mail unwanted. */
  isOptional?: true
}

/**
 * Writes a mail into the outbox with the act that causes it, once: the same purpose, object, recipient and turn is the same
 * mail. A story told about the past keeps its mails without sending them. Answers the mail's id, or null for a repetition.
 */
export async function queueMail(ctx: Work, { isOptional, ...mail }: OutgoingMail) {
  if (isOptional && (await hasComplained(ctx, mail.toEmail))) return null
  const id = newId<"mails">()
  const [written] = await ctx.db
    .insert(mails)
    .values({
      id,
      ...mail,
      subject: mail.subject.replace(/[\r\n]+/g, " "),
      turn: mail.turn ?? 1,
      replyTo: mail.replyTo ?? null,
      messageId: `<${id}@signoff>`,
      status: ctx.mails === "send" ? "queued" : "kept",
    })
    .onConflictDoNothing()
    .returning()
  if (!written) return null
  await makeGood(ctx, written, "another address")
  if (written.status === "queued") await ctx.enqueue({ command: deliverMail.definition, input: { mailId: id } })
  return id
}

const hasComplained = async (ctx: Work, email: string) =>
  [...(await addressTroubles(ctx, [email])).values()].some(({ complainedAt }) => complainedAt !== null)
