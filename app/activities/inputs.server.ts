import { z } from "zod"
import { id, optionalId, text } from "~/platform/language/fields.server"
import { normalizeText } from "~/platform/language/text"
import { mailFacts } from "./mail"

/** A note about one record; which one is told by the field that is filled. */
export const CreateNoteInput = z
  .object({
    body: text("Write something to keep", 10_000),
    leadId: optionalId("leads"),
    companyId: optionalId("companies"),
    contactId: optionalId("contacts"),
    dealId: optionalId("deals"),
  })
  .refine((note) => [note.leadId, note.companyId, note.contactId, note.dealId].filter(Boolean).length === 1, {
    path: ["body"],
    error: "A note belongs to one record",
  })

export const MailIdInput = z.object({ mailId: id("mails") })
/** `doubted` is when the attempt was that has had its time to be reported. */
export const DeliverMailInput = MailIdInput.extend({ doubted: z.string().max(40).optional() })

/** What is reported of a mail, in the words of the recipient's mail server. */
export const SettleMailInput = z.object({
  mailId: id("mails"),
  fact: z.enum(mailFacts),
  reason: z
    .string()
    .transform((text) => normalizeText(text).replace(/\s+/g, " ").trim().slice(0, 500))
    .nullish()
    .transform((text) => text || null),
  happenedAt: z.date(),
})

export const DeleteNoteInput = z.object({ noteId: id("notes") })
