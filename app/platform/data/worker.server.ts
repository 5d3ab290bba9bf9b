import { randomBytes } from "node:crypto"
import { EventEmitter } from "node:events"
import { setTimeout as pause } from "node:timers/promises"
import { Logger, type Runner, run, type TaskList, type WorkerEvents } from "graphile-worker"
import type pg from "pg"
import type { Id } from "~/platform/language/ids"
import { log } from "~/platform/log.server"
import { countJob } from "~/platform/metrics.server"
import { everyOrganization, isDeleted } from "~/platform/security/resolve.server"
import type { AnyCommand } from "./command.server"
import { type Context, mint } from "./contexts.server"
import { databaseUrls, transact } from "./database.server"
import { house } from "./house.server"
import { enqueueJob } from "./jobs.server"
import { fromJson } from "./json.server"
import { sayAlive, startFreeing } from "./orphans.server"
import { openQueuePool } from "./queue-pool.server"

/** What a job's row says: the command's input and the organization the database stamped on it. */
type JobPayload = { organization: string | null; mails?: Context["mails"]; input: unknown }

/** When something is begun by the clock: a crontab line and the command's name, and in which organizations if not in all. */
export type Cadence = { crontab: string; command: string; among?: () => Promise<Id<"organizations">[]> }

/**
 * Jobs are taken fifty at once. What this process has not begun a second later it gives back, so that another may run it. Each is
 * marked as done by itself: the queue's batches of those end the whole queue when one cannot be written.
 */
const localQueue = { size: 50, ttl: 1_000 }

/** Runs waiting jobs, five at a time, until stopped; jobs held by a process that is gone are freed, now and whenever one goes. */
export async function startWorker(cadences: readonly Cadence[] = []) {
  const name = `signoff worker ${randomBytes(6).toString("hex")}`
  const pool = openQueuePool(databaseUrls().directUrl, name)
  let holder = ""
  const worker = { connections: name, holder: () => holder }
  const events: WorkerEvents = new EventEmitter()
  events.on("pool:create", ({ workerPool }) => {
    holder = workerPool.id
  })
  const freeing = await startFreeing(pool, worker)
  const runner: Runner = await run({
    pgPool: pool,
    events,
    pollInterval: 2000,
    noHandleSignals: true,
    preset: { worker: { concurrentJobs: 5, localQueue } },
    taskList: taskList(cadences),
    crontab: cadences.map(({ crontab, command }) => `${crontab} ${command} ?id=clock-${command}`).join("\n"),
    logger: new Logger(() => (level, message) => (level === "error" ? log.error({ queue: true }, message) : undefined)),
  })
  const alive = await sayAlive(databaseUrls().directUrl, worker)
  return {
    async stop() {
      freeing.stop()
      await runner.stop()
      await untilUnused(pool)
      await alive.stop()
      await pool.end()
    },
  }
}

/**
 * Waits until nobody uses or awaits a connection. The queue's stop does not wait for the statement that marks its last jobs
 * as done; a pool that ended before would leave them held, to be run a second time.
 */
async function untilUnused(pool: pg.Pool) {
  do await pause(5)
  while (pool.waitingCount > 0 || pool.idleCount < pool.totalCount)
}

/** Every command that a job may be, as the queue runs it. */
export function taskList(cadences: readonly Cadence[] = []): TaskList {
  const runnable = house().commands.filter(({ definition }) =>
    definition.actors.some((kind) => kind === "system" || kind === "anonymous"),
  )
  return Object.fromEntries(
    runnable.map(({ definition: { name } }) => {
      const cadence = cadences.find(({ command }) => command === name)
      return [name, (payload: unknown) => runJob(name, payload, cadence)]
    }),
  )
}

/** Runs one job as the system. A failure is passed to the queue, which tries again. */
async function runJob(name: string, payload: unknown, cadence?: Cadence) {
  const job = payload as JobPayload
  const command = house().commands.find(({ definition }) => definition.name === name) as AnyCommand
  if (!job.organization && !command.definition.actors.includes("anonymous"))
    return reachOrganizations(name, cadence?.among)
  if (job.organization && (await isDeleted(job.organization))) return
  const ctx = contextOf(name, job)
  await countJob(name, () => command(ctx as never, (fromJson(job.input ?? {}) ?? {}) as never))
}

/** What the clock begins in organizations is begun in each, as a job of its own: one that fails holds up no other. */
async function reachOrganizations(name: string, among = everyOrganization) {
  const now = new Date()
  for (const organizationId of await among()) {
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
