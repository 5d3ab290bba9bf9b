import pg from "pg"
import { expect } from "vitest"
import { webPool } from "~/platform/data/database.server"
import { ourDatabase } from "./world"

const WAITING =
  "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"

/**
 * Lets acts meet: a table that all of them write is held until each of them stands in front of a lock, then let go. So each has read
 * what there was before any of them wrote; without a protection all of them would go through.
 */
export async function atOneMoment<Result>(table: string, acts: (() => Promise<Result>)[]) {
  const holder = new pg.Client((await ourDatabase()).ownerUrl)
  await holder.connect()
  try {
    await holder.query(`begin; lock table ${table} in exclusive mode`)
    const begun = Promise.allSettled(acts.map((act) => act()))
    const waiting = async () => (await webPool().query<{ n: number }>(WAITING)).rows[0]!.n
    await expect.poll(waiting, { timeout: 15_000, interval: 10 }).toBe(acts.length)
    await holder.query("commit")
    return await begun
  } finally {
    await holder.end()
  }
}
