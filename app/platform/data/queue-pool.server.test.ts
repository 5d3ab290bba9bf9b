import { EventEmitter, once } from "node:events"
import { Logger, run } from "graphile-worker"
import pg from "pg"
import { expect, test } from "vitest"
import { ourDatabase } from "../../../tests/support/world"
import { openQueuePool } from "./queue-pool.server"

const silent = new Logger(() => () => undefined)

test("a queue that fills after a long quiet is not read whole each time a job is taken from it", async () => {
  const { ownerUrl } = await ourDatabase()
  const admin = new pg.Client(ownerUrl)
  await admin.connect()
  const scans = async () => {
    const { rows } = await admin.query<{ read: string }>(
      "select seq_tup_read as read from pg_stat_all_tables where relid = 'graphile_worker._private_jobs'::regclass",
    )
    return Number(rows[0]!.read)
  }
  const queue = async (jobs: { quiet: number; later: number; busy: number }) => {
    const pool = openQueuePool(ownerUrl, "queue of this test")
    const ran = new EventEmitter()
    const taskList = { nothing: () => void ran.emit("job"), later: () => undefined }
    const runner = await run({ pgPool: pool, taskList, noHandleSignals: true, logger: silent, pollInterval: 100 })
    const oneByOne = async (count: number) => {
      for (let job = 0; job < count; job++) {
        const done = once(ran, "job")
        await admin.query("select graphile_worker.add_job('nothing')")
        await done
      }
    }
    await oneByOne(jobs.quiet)
    await admin.query(
      "select graphile_worker.add_job('later', run_at => now() + interval '1 day') from generate_series(1, $1::int)",
      [jobs.later],
    )
    await oneByOne(jobs.busy)
    await runner.stop()
    await runner.promise
    await pool.end()
  }
  await admin.query("set enable_seqscan = off")
  await admin.query("vacuum analyze graphile_worker._private_jobs")
  const before = await scans()
  await queue({ quiet: 30, later: 2_000, busy: 30 })
  await admin.query("select pg_stat_force_next_flush()")
  const read = (await scans()) - before
  await admin.end()
  expect(read).toBeLessThan(10 * 2_000)
})
