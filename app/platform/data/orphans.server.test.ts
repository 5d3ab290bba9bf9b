import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { openPool } from "#db/client"
import { ourDatabase } from "../../../tests/support/world"
import { sayAlive, startFreeing, type Worker } from "./orphans.server"

let ownerUrl: string
let pool: ReturnType<typeof openPool>
beforeAll(async () => {
  ownerUrl = (await ourDatabase()).ownerUrl
  pool = openPool(ownerUrl, { max: 3, name: "signoff worker of this test", plainTypes: true })
})
afterAll(() => pool.end())
beforeEach(() => pool.query("delete from graphile_worker._private_jobs"))

const ours: Worker = { connections: "signoff worker of this test", holder: () => "pool-of-this-test" }
const another = (name: string): Worker => ({ connections: `signoff worker ${name}`, holder: () => name })

/** A job that was taken a minute ago, or in a while, under a name. */
async function aJobHeldBy(holder: string, when = "-1 minute") {
  await pool.query("select graphile_worker.add_job('nothing')")
  await pool.query(
    `update graphile_worker._private_jobs set locked_by = $1, locked_at = now() + $2::interval, attempts = 1
     where locked_by is null`,
    [holder, when],
  )
}

const held = async () =>
  (
    await pool.query<{ holder: string }>(
      "select locked_by as holder from graphile_worker.jobs where locked_by is not null order by 1",
    )
  ).rows.map(({ holder }) => holder)

/** The one connection of this database that holds an advisory lock; none while it is being made anew. */
const pidThatSaysItLives = async (): Promise<number | undefined> =>
  (
    await pool.query<{ pid: number }>(
      `select pid from pg_locks where locktype = 'advisory' and granted
       and database = (select oid from pg_database where datname = current_database())`,
    )
  ).rows[0]?.pid

test("jobs of a process that is gone are freed at once where no other process works", async () => {
  await aJobHeldBy("pool-gone")
  await aJobHeldBy(ours.holder())
  const freeing = await startFreeing(pool, ours)
  expect(await held()).toEqual([ours.holder()])
  freeing.stop()
})

test("jobs taken since this process began are not taken for those of one before it", async () => {
  await aJobHeldBy("pool-new", "1 minute")
  const freeing = await startFreeing(pool, ours)
  expect(await held()).toEqual(["pool-new"])
  freeing.stop()
})

test("while another process lives its jobs are left to it, and freed soon after it is gone", async () => {
  const [living, dying] = [another("pool-living"), another("pool-dying")]
  const says = [await sayAlive(ownerUrl, living), await sayAlive(ownerUrl, dying)]
  await aJobHeldBy("pool-living")
  await aJobHeldBy("pool-dying")
  const freeing = await startFreeing(pool, ours, 500)
  expect(await held()).toEqual(["pool-dying", "pool-living"])
  await says[1]!.stop()
  await expect.poll(held, { timeout: 5_000, interval: 50 }).toEqual(["pool-living"])
  freeing.stop()
  await says[0]!.stop()
})

test("a process whose connection was cut says again that it lives", async () => {
  const worker = another("pool-cut")
  const alive = await sayAlive(ownerUrl, worker)
  await aJobHeldBy("pool-cut")
  const cut = await pidThatSaysItLives()
  await pool.query("select pg_terminate_backend($1)", [cut])
  await expect
    .poll(async () => ![undefined, cut].includes(await pidThatSaysItLives()), { timeout: 5_000, interval: 20 })
    .toBe(true)
  const freeing = await startFreeing(pool, ours, 0)
  expect(await held()).toEqual(["pool-cut"])
  freeing.stop()
  await alive.stop()
})
