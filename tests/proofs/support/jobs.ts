import pg from "pg"
import { expect } from "vitest"
import { ourDatabase } from "../../support/world"

/** Jobs that are due or under way, and those due within so many seconds, in a database of which this is the owner's address. */
async function waitingJobs(ownerUrl: string, within: number): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ count: number }>(
      "select count(*)::int as count from graphile_worker.jobs where run_at <= now() + make_interval(secs => $1)",
      [within],
    )
    return rows[0]!.count
  } finally {
    await client.end()
  }
}

/** Waits until the program has run every job of this file's database that is due, or comes due within so many seconds. */
export async function untilNoJobWaits({ within = 0, timeout = 60_000 } = {}): Promise<void> {
  const { ownerUrl } = await ourDatabase()
  await expect.poll(() => waitingJobs(ownerUrl, within), { timeout, interval: 25, message: "jobs still wait" }).toBe(0)
}
