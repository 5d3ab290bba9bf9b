import { type AnyColumn, and, desc, eq, type InferSelectModel, type SQL } from "drizzle-orm"
import type { PgTable, PgUpdateSetSource } from "drizzle-orm/pg-core"
import { eventDetails, eventSubjects, events } from "#db/schema/events"
import { Conflict, NotFound } from "~/platform/language/errors"
import { hiddenFrom, without } from "./hidden.server"
import type { Reading, Work } from "./work.server"

type Versioned = PgTable & { id: AnyColumn; version: AnyColumn }

/**
 * Changes a record that was read at `version`. When somebody else changed it since, nothing is written and the Conflict
 * carries what stands there now, who wrote it and when, so that both values can be shown; `unseen` columns are left out.
 */
export async function edit<T extends Versioned>(
  ctx: Work,
  table: T,
  id: string,
  version: number,
  set: PgUpdateSetSource<T>,
  { unseen = [] }: { unseen?: readonly string[] } = {},
): Promise<InferSelectModel<T>> {
  const changed = (await ctx.db
    .update(table)
    .set(set)
    .where(and(eq(table.id, id), eq(table.version, version)) as SQL)
    .returning()) as InferSelectModel<T>[]
  if (changed[0]) return changed[0]
  throw await stale(ctx, table, id, unseen)
}

/** The Conflict of a stale edit: what is there now, by whom, since when. NotFound when the record is gone. */
export async function stale(ctx: Reading, table: Versioned, id: string, unseen: readonly string[] = []) {
  const [theirs] = (await ctx.db
    .select()
    .from(table as PgTable)
    .where(eq(table.id, id))) as Record<string, unknown>[]
  if (!theirs) return new NotFound("record")
  const last = await lastChange(ctx, id)
  return new Conflict("Somebody changed this in the meantime.", {
    theirs: {
      ...shown(without(theirs, hiddenFrom(ctx.caller, ctx.permission)), unseen),
      version: String(theirs.version),
    },
    changedBy: last?.by ?? undefined,
    changedAt: last?.at ?? undefined,
  })
}

async function lastChange(ctx: Reading, id: string) {
  const [last] = await ctx.db
    .select({ at: events.occurredAt, by: eventDetails.actorName })
    .from(eventSubjects)
    .innerJoin(events, eq(events.id, eventSubjects.eventId))
    .leftJoin(eventDetails, eq(eventDetails.eventId, events.id))
    .where(eq(eventSubjects.subjectId, id))
    .orderBy(desc(eventSubjects.eventId))
    .limit(1)
  return last
}

const shown = (row: Record<string, unknown>, unseen: readonly string[]) =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([key]) => !unseen.includes(key))
      .filter(([, value]) => value === null || ["string", "number", "boolean", "bigint"].includes(typeof value))
      .map(([key, value]) => [key, value === null ? "" : String(value)]),
  )
