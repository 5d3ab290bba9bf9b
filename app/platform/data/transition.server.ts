import { type AnyColumn, and, eq, type InferSelectModel, inArray, type SQL } from "drizzle-orm"
import type { PgColumn, PgTable, PgUpdateSetSource } from "drizzle-orm/pg-core"
import { Conflict, NotFound } from "~/platform/language/errors"
import type { Work } from "./work.server"

type Stateful = PgTable & { id: AnyColumn; status: AnyColumn }
type StatusOf<T extends Stateful> = T["status"]["_"]["data"] & string

/** "draft → issued": from which state to which. */
export type Transition<Status extends string> = `${Status} → ${Status}`

/**
 * Moves a record from one state to the next in one conditional update. Losing a race, or standing elsewhere already, is a
 * Conflict that says where it stands; a record that is not there is NotFound.
 */
export async function transition<T extends Stateful>(
  ctx: Work,
  table: T,
  id: string,
  moves: Transition<StatusOf<T>> | readonly Transition<StatusOf<T>>[],
  set?: PgUpdateSetSource<T>,
): Promise<InferSelectModel<T>> {
  const all = (typeof moves === "string" ? [moves] : moves).map((move) => move.split(" → ") as [string, string])
  const to = all[0]?.[1]
  const from = all.map(([state]) => state)
  const changed = (await ctx.db
    .update(table)
    .set({ ...set, status: to } as PgUpdateSetSource<T>)
    .where(and(eq(table.id, id), inArray(table.status, from)) as SQL)
    .returning()) as InferSelectModel<T>[]
  if (changed[0]) return changed[0]
  throw await whereItStands(ctx, table, id)
}

async function whereItStands(ctx: Work, table: Stateful, id: string) {
  const rows = await ctx.db
    .select({ status: table.status as PgColumn })
    .from(table as PgTable)
    .where(eq(table.id, id))
  const status = rows[0]?.status
  return status === undefined ? new NotFound("record") : new Conflict(`This is already ${String(status)}.`)
}
