import { z } from "zod"
import { id, optionalId, text } from "~/platform/language/fields.server"

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

export const DeleteNoteInput = z.object({ noteId: id("notes") })
