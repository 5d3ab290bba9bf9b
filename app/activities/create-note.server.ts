import { and, eq, isNull } from "drizzle-orm"
import { notes } from "#db/schema/activities"
import { companies } from "#db/schema/companies"
import { contacts } from "#db/schema/contacts"
import { deals } from "#db/schema/deals"
import { leads } from "#db/schema/leads"
import { command } from "~/platform/data/command.server"
import { visible } from "~/platform/data/visible.server"
import type { Work } from "~/platform/data/work.server"
import { Forbidden, NotFound } from "~/platform/language/errors"
import { CreateNoteInput } from "./inputs.server"

/** Writes a note about a lead, company, contact or deal; it stands in the record's timeline. */
export const createNote = command({
  name: "create-note",
  actors: ["staff"],
  input: CreateNoteInput,
  async step(ctx, { body, ...about }) {
    const authorId = ctx.actor.personId
    if (!authorId) throw new Forbidden("notes.create")
    await assertSeen(ctx, about)
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

type About = Record<"leadId" | "companyId" | "contactId" | "dealId", string | null>

/** A note is written about what its author sees; a record that is not there or not theirs to see is NotFound. */
async function assertSeen(ctx: Work, { leadId, companyId, contactId, dealId }: About) {
  const seen = async (
    table: typeof leads | typeof companies | typeof contacts | typeof deals,
    id: string,
    noun: string,
  ) => {
    const living = and(eq(table.id, id as never), isNull(table.deletedAt), visible(ctx, table))
    const [found] = await ctx.db.select({ id: table.id }).from(table).where(living)
    if (!found) throw new NotFound(noun)
  }
  if (leadId) await seen(leads, leadId, "lead")
  if (companyId) await seen(companies, companyId, "company")
  if (contactId) await seen(contacts, contactId, "contact")
  if (dealId) await seen(deals, dealId, "deal")
}
