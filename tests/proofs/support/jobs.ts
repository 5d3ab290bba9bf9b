import pg from "pg"
import { expect } from "vitest"
import { ourDatabase } from "../../support/world"

/** Jobs that are due or under way, in a database of which this is the owner's address. */
export async function waitingJobs(ownerUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ count: number }>(
      "select count(*)::int as count from graphile_worker.jobs where run_at <= now() + interval '5 minutes'",
    )
    return rows[0]!.count
  } finally {
    await client.end()
  }
}

/** Waits until the program has run every job of this file's database. */
export async function untilNoJobWaits(timeout = 30_000): Promise<void> {
  const { ownerUrl } = await ourDatabase()
  await expect.poll(() => waitingJobs(ownerUrl), { timeout, interval: 25, message: "jobs still wait" }).toBe(0)
}
