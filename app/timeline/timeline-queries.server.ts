import { and, desc, eq, exists, inArray, isNull, lt, not, notExists, or, type SQL, sql } from "drizzle-orm"
import { alias, type PgColumn, type PgTable } from "drizzle-orm/pg-core"
import { z } from "zod"
import { notes } from "#db/schema/activities"
import { companies } from "#db/schema/companies"
import { contacts } from "#db/schema/contacts"
import { deals } from "#db/schema/deals"
import { eventDetails, eventSubjects, events } from "#db/schema/events"
import { invoices } from "#db/schema/invoices"
import { leads } from "#db/schema/leads"
import { members, organizations } from "#db/schema/organizations"
import { proposals } from "#db/schema/proposals"
import { getOrganization } from "~/organizations/organization-queries.server"
import { type Permission, scopeOf } from "~/permissions"
import { fromJson } from "~/platform/data/json.server"
import { pageSize } from "~/platform/data/paging.server"
import { query } from "~/platform/data/query.server"
import { visible } from "~/platform/data/visible.server"
import type { Reading } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import type { EventName } from "~/platform/language/events"
import { id } from "~/platform/language/fields.server"
import { type Id, isId } from "~/platform/language/ids"
import { namesOf, timelineKinds } from "./sentences"

const filters = ["all", ...timelineKinds] as const

/** A view by its name in the address; any other text is the whole timeline. */
const view = z
  .string()
  .optional()
  .transform((given) => filters.find((filter) => filter === given) ?? "all")

const ListTimelineInput = z.object({
  subjectId: id("subjects"),
  filter: view,
  after: z.string().refine(isId).optional().catch(undefined),
})

/** One thing that happened, as it is told. */
export type TimelineRow = {
  id: Id<"events">
  name: EventName
  at: Date
  who: string | null
  actorKind: "staff" | "client" | "system"
  payload: Record<string, unknown>
  before: Record<string, unknown>
  after: Record<string, unknown>
  personal: Record<string, unknown>
  /** The note's Markdown, when this is a note that still stands. */
  note: string | null
  /** The note to be deleted, when its reader wrote it. */
  ownNoteId: Id<"notes"> | null
}

/**
 * What happened to a record, newest first, a page at a time. What concerns a lead, deal, proposal or invoice that the reader
 * may not see is left out.
 */
export const listTimeline = query({
  name: "list-timeline",
  permission: "timeline.read",
  actors: ["staff", "system"],
  input: ListTimelineInput,
  async run(ctx, { subjectId, filter, after }) {
    const older = after ? lt(eventSubjects.eventId, after as Id<"events">) : undefined
    const [found, { timeZone, locale }, people] = await Promise.all([
      happened(ctx, subjectId, and(inArray(events.name, namesOf(filter)), older)),
      getOrganization(ctx, {}),
      ctx.db.select({ id: members.personId, name: members.name }).from(members),
      assertVisible(ctx, subjectId),
    ])
    const kept = found.slice(0, pageSize)
    const written = await notesOf(ctx, kept)
    const rows = kept.map((row) => toRow(row, written))
    return {
      ...{ timeZone, locale },
      subjectId,
      filter,
      rows,
      names: Object.fromEntries(people.map((person) => [person.id, person.name])),
      older: found.length > pageSize ? (rows.at(-1)?.id ?? null) : null,
    }
  },
})

type Owned = PgTable & { id: PgColumn; ownerId: PgColumn }
const records = { leads, companies, contacts, deals, proposals, invoices } as unknown as Record<string, Owned>

async function assertVisible(ctx: Reading, subjectId: string) {
  const found = Object.values(records).map((table) =>
    exists(
      ctx.db
        .select({ one: sql`1` })
        .from(table)
        .where(and(eq(table.id, subjectId), visible(ctx, table))),
    ),
  )
  const [subject] = await ctx.db.select({ isThere: sql<boolean>`${or(...found)}` }).from(organizations)
  if (!subject?.isThere) throw new NotFound("record")
}

function happened(ctx: Reading, subjectId: string, where: SQL | undefined) {
  return ctx.db
    .select({
      id: events.id,
      name: events.name,
      at: events.occurredAt,
      actorKind: events.actorKind,
      payload: events.payload,
      who: eventDetails.actorName,
      before: eventDetails.before,
      after: eventDetails.after,
      personal: eventDetails.personal,
    })
    .from(eventSubjects)
    .innerJoin(events, eq(events.id, eventSubjects.eventId))
    .leftJoin(eventDetails, eq(eventDetails.eventId, eventSubjects.eventId))
    .where(and(eq(eventSubjects.subjectId, subjectId), where, ...aboutNothingHidden(ctx)))
    .orderBy(desc(eventSubjects.eventId))
    .limit(pageSize + 1)
}

/** That an event names no record which is there but not for this reader's eyes. */
function aboutNothingHidden(ctx: Reading): SQL[] {
  const { caller } = ctx
  if (caller.kind !== "staff") return []
  const others = alias(eventSubjects, "others")
  return Object.entries(records)
    .filter(([noun]) => scopeOf(caller, `${noun}.read` as Permission) !== "all")
    .map(([, table]) =>
      notExists(
        ctx.db
          .select({ one: sql`1` })
          .from(others)
          .innerJoin(table, eq(table.id, others.subjectId))
          .where(and(eq(others.eventId, eventSubjects.eventId), not(visible(ctx, table)))),
      ),
    )
}

type Happened = Awaited<ReturnType<typeof happened>>[number]

type Written = Map<string, { body: string; isMine: boolean }>

/** The notes that still stand of those that events tell of. */
async function notesOf(ctx: Reading, rows: Happened[]): Promise<Written> {
  const ids = rows.flatMap(({ name, payload }) => (name === "note.created" ? [payload.noteId as Id<"notes">] : []))
  if (ids.length === 0) return new Map()
  const found = await ctx.db
    .select({ id: notes.id, body: notes.body, authorId: notes.authorId })
    .from(notes)
    .where(and(inArray(notes.id, ids), isNull(notes.deletedAt)))
  const { caller } = ctx
  const isMine = (authorId: Id<"people">) => caller.kind === "staff" && caller.personId === authorId
  return new Map(found.map(({ id, body, authorId }) => [id, { body, isMine: isMine(authorId) }]))
}

const facts = (json: Record<string, unknown> | null) => (fromJson(json ?? {}) ?? {}) as Record<string, unknown>

function toRow({ name, payload, before, after, personal, ...row }: Happened, written: Written): TimelineRow {
  const said = facts(payload)
  const noteId = name === "note.created" ? (said.noteId as Id<"notes">) : null
  const note = noteId && written.get(noteId)
  return {
    ...row,
    name: name as EventName,
    payload: said,
    before: facts(before),
    after: facts(after),
    personal: facts(personal),
    note: note ? note.body : null,
    ownNoteId: note?.isMine ? noteId : null,
  }
}
