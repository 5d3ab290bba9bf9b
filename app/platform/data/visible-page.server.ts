import { type AnyColumn, and, eq, getTableName, isNull, type SQL, sql } from "drizzle-orm"
import type { PgTable } from "drizzle-orm/pg-core"
import { members } from "#db/schema/organizations"
import { isTeammate, scopeHere, visible } from "./visible.server"
import type { Reading } from "./work.server"

type OwnedTable = PgTable & { id: AnyColumn; ownerId: AnyColumn }
/** What a list reads beside its table for its condition, and where the owner stands in the index that serves its order. */
type Along = { from?: SQL; owner?: AnyColumn }
type List = {
  where: SQL | undefined
  column: AnyColumn
  orderBy: SQL[]
  direction: (column: AnyColumn | SQL) => SQL
  limit: number
}

/**
 * The rows of a page of a list that the reader may see. Who sees less than everybody's rows is given the first of each owner's,
 * by the index that begins with the owner, of which the page is made: rows of others are never passed over, however many there are.
 */
export function onVisiblePage(
  ctx: Reading,
  table: OwnedTable,
  list: List,
  narrowed: SQL | undefined,
  { from = sql`${table}`, owner: ownerId = table.ownerId }: Along = {},
): SQL | undefined {
  const scope = scopeHere(ctx, getTableName(table))
  const { caller } = ctx
  if (caller.kind !== "staff" || scope === "all" || scope === null)
    return and(visible(ctx, table), narrowed, list.where)
  const { column, direction, orderBy, limit } = list
  const order = sql.join([direction(ownerId), ...orderBy], sql`, `)
  const firstOf = (owner: SQL) =>
    sql`(select ${table.id} as id, ${column} as place from ${from} where ${and(owner, narrowed, list.where)} order by ${order} limit ${limit})`
  const owners = [firstOf(isNull(ownerId)), firstOf(eq(ownerId, caller.personId))]
  if (scope === "team" && caller.teamIds.length > 0) {
    const others = isTeammate(caller)
    const theirs = firstOf(eq(ownerId, members.personId))
    owners.push(sql`(select each.id, each.place from ${members} cross join lateral ${theirs} as each where ${others})`)
  }
  const first = sql.join(owners, sql` union all `)
  const together = sql.join([direction(sql`place`), direction(sql`id`)], sql`, `)
  return sql`${table.id} = any(array(select id from (${first}) as first order by ${together} limit ${limit}))`
}
