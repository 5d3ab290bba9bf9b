import { setTimeout as pause } from "node:timers/promises"
import type { Installation } from "../installation"

/** In seconds: how long what goes on behind the answers may take; more is a queue that does not end. */
const patience = 120

const waiting = "select from graphile_worker.jobs where run_at <= now() limit 1"
const sweeping = "select from pg_stat_activity where backend_type = 'autovacuum worker' limit 1"

/** Waits until nothing that the program or the database does by itself goes on any more: jobs and sweeping. */
export async function untilIdle({ admin }: Pick<Installation, "admin">): Promise<void> {
  for (const began = Date.now(); ; await pause(100)) {
    const found = [await admin.query(waiting), await admin.query(sweeping)]
    if (found.every(({ rows }) => rows.length === 0)) return
    if (Date.now() - began > patience * 1_000) throw new Error(`The program's jobs did not end within ${patience} s`)
  }
}

/**
 * Brings the database to the same rest before each measurement: no jobs are left of what was measured before, the limit's messages
 * are gone from the inbox, and everything is on the disk.
 */
export async function rest({ admin }: Pick<Installation, "admin">): Promise<void> {
  await untilIdle({ admin })
  await admin.query("delete from webhook_inbox where provider = 'limit'")
  await admin.query("vacuum webhook_inbox")
  await admin.query("checkpoint")
}
