import { setTimeout as pause } from "node:timers/promises"
import { Logger, type Runner, run, type TaskList } from "graphile-worker"
import { openPool, waitOutAbsence } from "#db/client"
import type { Id } from "~/platform/language/ids"
import { log } from "~/platform/log.server"
import { countJob } from "~/platform/metrics.server"
import { everyOrganization } from "~/platform/security/resolve.server"
import type { AnyCommand } from "./command.server"
import { type Context, mint } from "./contexts.server"
import { databaseUrls, transact } from "./database.server"
import { house } from "./house.server"
import { enqueueJob } from "./jobs.server"
import { fromJson } from "./json.server"

/** What a job's row says: the command's input and the organization the database stamped on it. */
type JobPayload = { organization: string | null; mails?: Context["mails"]; input: unknown }

/** When something is begun by the clock: a crontab line and the command's name. */
export type Cadence = { crontab: string; command: string }

/** Runs waiting jobs, five at a time, until stopped; jobs left locked by a killed worker are freed first. */
export async function startWorker(cadences: readonly Cadence[] = []) {
  const pool = openPool(databaseUrls().directUrl, { max: 7, name: "signoff worker", plainTypes: true })
  waitOutAbsence(pool, 60_000)
  await freeOrphans(pool)
  const runner: Runner = await run({
    pgPool: pool,
    concurrency: 5,
    pollInterval: 2000,
    noHandleSignals: true,
    taskList: taskList(),
    crontab: cadences.map(({ crontab, command }) => `${crontab} ${command} ?id=clock-${command}`).join("\n"),
    logger: new Logger(() => (level, message) => (level === "error" ? log.error({ queue: true }, message) : undefined)),
  })
  return {
    async stop() {
      await runner.stop()
      await untilUnused(pool)
      await pool.end()
    },
  }
}

/**
 * Waits until nobody uses or awaits a connection. The queue's stop does not wait for the statement that marks its last jobs
 * as done; a pool that ended before would leave them held, to be run a second time.
 */
async function untilUnused(pool: ReturnType<typeof openPool>) {
  do await pause(5)
  while (pool.waitingCount > 0 || pool.idleCount < pool.totalCount)
}

/** Frees jobs whose worker is gone. One worker process runs on a database at a time while this lock is held. */
async function freeOrphans(pool: ReturnType<typeof openPool>) {
  const client = await pool.connect()
  try {
    await client.query("select pg_advisory_lock(hashtextextended('signoff:free-orphaned-jobs', 0))")
    await client.query(`
      select graphile_worker.force_unlock_workers(array(
        select distinct locked_by from graphile_worker.jobs where locked_by is not null
          and not exists (select from pg_stat_activity where application_name = 'signoff worker' and pid <> pg_backend_pid() and backend_start < now() - interval '1 second')
      ))`)
  } finally {
    await client.query("select pg_advisory_unlock_all()")
    client.release()
  }
}

/** Every command that a job may be, as the queue runs it. */
export function taskList(): TaskList {
  const runnable = house().commands.filter(({ definition }) =>
    definition.actors.some((kind) => kind === "system" || kind === "anonymous"),
  )
  return Object.fromEntries(
    runnable.map(({ definition }) => [definition.name, (payload: unknown) => runJob(definition.name, payload)]),
  )
}

/** Runs one job as the system. A failure is passed to the queue, which tries again. */
async function runJob(name: string, payload: unknown) {
  const job = payload as JobPayload
  const command = house().commands.find(({ definition }) => definition.name === name) as AnyCommand
  if (!job.organization && !command.definition.actors.includes("anonymous")) return reachEveryOrganization(name)
  const ctx = contextOf(name, job)
  await countJob(name, () => command(ctx as never, (fromJson(job.input ?? {}) ?? {}) as never))
}

/** What the clock begins in organizations is begun in each, as a job of its own: one that fails holds up no other. */
async function reachEveryOrganization(name: string) {
  const now = new Date()
  for (const organizationId of await everyOrganization()) {
    const ctx = contextOf(name, { organization: organizationId, input: {} })
    const job = { command: { name }, input: {}, key: `clock ${name}` }
    await transact({ organizationId, now }, (db) => enqueueJob(db, ctx, job))
  }
}

function contextOf(name: string, job: JobPayload): Context {
  const common = { now: new Date(), mails: job.mails ?? "send", requestId: null, ip: null, userAgent: null } as const
  return job.organization
    ? mint({ kind: "system", organizationId: job.organization as Id<"organizations">, cause: `job ${name}`, ...common })
    : mint({ kind: "anonymous", by: "program", ...common })
}
