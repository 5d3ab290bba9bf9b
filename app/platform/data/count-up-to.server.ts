import { type SQL, sql } from "drizzle-orm"
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core"
import { mostCounted } from "~/platform/language/counts"
import type { Reading } from "./work.server"

/**
 * How many rows of a table there are, one more than are shown at most: counting stops there, so that it costs the same among a
 * thousand rows and among a million. The rows are walked in the order of the index that holds them together.
 */
export function countUpTo(
  { db }: Pick<Reading, "db">,
  table: PgTable,
  where: SQL | undefined,
  along: readonly (AnyPgColumn | SQL)[],
) {
  const some = db
    .select({ n: sql`1` })
    .from(table)
    .where(where)
    .orderBy(...along)
    .limit(mostCounted + 1)
  return sql<number>`(select count(*)::int from (${some}) as counted)`
}
