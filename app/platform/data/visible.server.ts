import { type AnyColumn, eq, getTableName, inArray, isNull, or, type SQL, sql } from "drizzle-orm"
import type { PgTable } from "drizzle-orm/pg-core"
import { members } from "#db/schema/organizations"
import { type Permission, permissions, scopeOf } from "~/permissions"
import type { Reading } from "./work.server"

type OwnedTable = PgTable & { ownerId: AnyColumn }

/**
 * The condition under which the caller may see or touch a row: their scope of the permission at the door, or of reading
 * this kind of record. Records that nobody owns are everyone's who may read the kind at all.
 */
export function visible(ctx: Reading, table: OwnedTable): SQL {
  const { caller } = ctx
  if (caller.kind !== "staff") return sql`true`
  const noun = getTableName(table)
  const asked = ctx.permission?.startsWith(`${noun}.`) ? ctx.permission : (`${noun}.read` as Permission)
  const scope = asked in permissions ? scopeOf(caller.role, asked) : null
  switch (scope) {
    case "all":
      return sql`true`
    case "team":
      return or(mine(table, caller.personId), teamOf(ctx, table, caller.teamId)) as SQL
    case "own":
      return mine(table, caller.personId)
    case null:
      return sql`false`
  }
}

const mine = (table: OwnedTable, personId: string) => or(isNull(table.ownerId), eq(table.ownerId, personId)) as SQL

function teamOf(ctx: Reading, table: OwnedTable, teamId: string | null): SQL {
  if (teamId === null) return sql`false`
  const team = ctx.db
    .select({ personId: members.personId })
    .from(members)
    .where(eq(members.teamId, teamId as never))
  return inArray(table.ownerId, team)
}
