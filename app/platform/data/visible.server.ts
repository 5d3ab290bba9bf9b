import { type AnyColumn, eq, getTableName, inArray, isNull, or, type SQL, sql } from "drizzle-orm"
import type { PgTable } from "drizzle-orm/pg-core"
import { members } from "#db/schema/organizations"
import type { Scope } from "~/organizations/role"
import { type Permission, permissions, scopeOf } from "~/permissions"
import type { StaffContext } from "./contexts.server"
import type { Reading } from "./work.server"

type OwnedTable = PgTable & { ownerId: AnyColumn }

/**
 * The condition under which the caller may see or touch a row: their scope of the permission at the door, or of reading
 * this kind of record. Records that nobody owns are everyone's who may read the kind at all. `noun`: what a table that counts
 * records counts.
 */
export function visible(ctx: Reading, table: OwnedTable, noun: string = getTableName(table)): SQL {
  const parts = visibleParts(ctx, table, noun)
  return parts.length === 0 ? sql`false` : (or(...parts) as SQL)
}

/**
 * The same condition in parts of which a row meets one at most, each of which an index that begins with the owner can serve:
 * for reading or counting the first rows of each instead of passing over those of everybody else.
 */
export function visibleParts(ctx: Reading, table: OwnedTable, noun: string = getTableName(table)): SQL[] {
  const { caller } = ctx
  if (caller.kind !== "staff") return [sql`true`]
  switch (scopeHere(ctx, noun)) {
    case "all":
      return [sql`true`]
    case "team":
      return [...mine(table, caller.personId), ...teamOf(ctx, table, caller)]
    case "own":
      return mine(table, caller.personId)
    case null:
      return []
  }
}

/** How far the caller sees records of a kind. */
export function scopeHere({ caller, permission }: Reading, noun: string): Scope | null {
  if (caller.kind !== "staff") return "all"
  const asked = permission?.startsWith(`${noun}.`) ? permission : (`${noun}.read` as Permission)
  return asked in permissions ? scopeOf(caller, asked) : null
}

const mine = (table: OwnedTable, personId: string) => [isNull(table.ownerId), eq(table.ownerId, personId)]

function teamOf(ctx: Reading, table: OwnedTable, caller: StaffContext): SQL[] {
  if (caller.teamIds.length === 0) return []
  const others = ctx.db.select({ personId: members.personId }).from(members).where(isTeammate(caller))
  return [inArray(table.ownerId, others)]
}

/** That a member is in the caller's team or one below it, and is not the caller. */
export const isTeammate = ({ teamIds, personId }: StaffContext): SQL =>
  sql`${members.teamId} = any(${sql.param(teamIds)}::uuid[]) and ${members.personId} <> ${personId}`
