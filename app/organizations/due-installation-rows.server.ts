import { type SQL, sql } from "drizzle-orm"
import { ceremonies } from "#db/schema/factors"
import { emailChanges, passwordResets, sessions, webhookInbox } from "#db/schema/people"
import type { Work } from "~/platform/data/work.server"
import { type InstallationClass, purgeBatch } from "./retention"

/** The rows of one table that ended before an instant, the oldest first, a batch at most; each has an index in these words. */
const deletion = (table: SQL, endedAt: SQL, before: Date) =>
  sql`delete from ${table} where ctid = any (array(
    select ctid from ${table} where ${endedAt} < ${before.toISOString()}::timestamptz order by ${endedAt} limit ${purgeBatch}
  ))`

const usedOrOver = sql`coalesce(used_at, expires_at)`

const tables: Record<Exclude<InstallationClass, "events">, [table: SQL, endedAt: SQL][]> = {
  sessions: [[sql`${sessions}`, sql`coalesce(revoked_at, expires_at)`]],
  resets: [
    [sql`${passwordResets}`, usedOrOver],
    [sql`${emailChanges}`, usedOrOver],
  ],
  ceremonies: [[sql`${ceremonies}`, sql`expires_at`]],
  webhooks: [[sql`${webhookInbox}`, sql`processed_at`]],
}

/** Purges the oldest of a class that ended before an instant, a batch of each of its tables at most; answers how many went. */
export async function purgeInstallationClass({ db }: Work, name: InstallationClass, before: Date): Promise<number> {
  if (name === "events") {
    const { rows } = await db.execute<{ gone: number }>(
      sql`select app.purge_installation_events(${before.toISOString()}::timestamptz, ${purgeBatch})::int as gone`,
    )
    return rows[0]?.gone ?? 0
  }
  let gone = 0
  for (const [table, endedAt] of tables[name])
    gone += (await db.execute(deletion(table, endedAt, before))).rowCount ?? 0
  return gone
}
