import { and, eq, isNull } from "drizzle-orm"
import { notes } from "#db/schema/activities"
import { command } from "~/platform/data/command.server"
import { NotFound } from "~/platform/language/errors"
import { DeleteNoteInput } from "./inputs.server"

/** Takes a note of one's own out of the timeline. */
export const deleteNote = command({
  name: "delete-note",
  actors: ["staff"],
  input: DeleteNoteInput,
  async step(ctx, { noteId }) {
    const [note] = await ctx.db
      .update(notes)
      .set({ deletedAt: ctx.now })
      .where(and(eq(notes.id, noteId), eq(notes.authorId, ctx.caller.personId), isNull(notes.deletedAt)))
      .returning()
    if (!note) throw new NotFound("note")
    const { leadId, companyId, contactId, dealId } = note
    const about = Object.fromEntries(
      Object.entries({ leadId, companyId, contactId, dealId }).filter(([, value]) => value !== null),
    )
    ctx.record("note.deleted", { noteId, ...about })
    return { noteId }
  },
})
