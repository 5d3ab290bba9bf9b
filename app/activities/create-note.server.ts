import { notes } from "#db/schema/activities"
import { command } from "~/platform/data/command.server"
import { Forbidden } from "~/platform/language/errors"
import { CreateNoteInput } from "./inputs.server"

/** Writes a note about a lead, company, contact or deal; it stands in the record's timeline. */
export const createNote = command({
  name: "create-note",
  actors: ["staff"],
  input: CreateNoteInput,
  async step(ctx, { body, ...about }) {
    const authorId = ctx.actor.personId
    if (!authorId) throw new Forbidden("notes.create")
    const [note] = await ctx.db
      .insert(notes)
      .values({ body, authorId, ...about })
      .returning({ id: notes.id })
    const noteId = note!.id
    const named = Object.fromEntries(Object.entries(about).filter(([, value]) => value !== null))
    ctx.record("note.created", { noteId, ...named })
    return { noteId }
  },
})
