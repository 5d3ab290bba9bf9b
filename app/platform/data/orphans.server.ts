import { setTimeout as pause } from "node:timers/promises"
import pg from "pg"
import { isDatabaseUnable, type openPool } from "#db/client"
import { log } from "~/platform/log.server"

/*
 * Whose jobs are whose. Each process says that it lives by an advisory lock, in a connection of its own, on the name its queue
 * holds jobs under. The lock goes with the process, however that ends; so a name that holds jobs and that nobody locks is of a
 * process that is gone.
 */

type Pool = ReturnType<typeof openPool>

/** Who this process is: what its connections are called, and what its queue holds jobs under once it runs. */
export type Worker = { connections: string; holder(): string }

/** The first of the lock's two numbers; the second is of the holder's name. */
const LOCKS = 7_364_501
const BACK_AFTER_MS = 250

/** The connection of a machine that is gone is found out within half a minute; that of a process is closed with it. */
const KEEPALIVE = "-c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"

/** Says that this process lives, until stopped; when its connection is lost it is made anew. */
export async function sayAlive(directUrl: string, { connections, holder }: Worker): Promise<{ stop(): Promise<void> }> {
  let stopped = false
  let saying: pg.Client | null = null
  const say = async () => {
    const client = new pg.Client({
      ...{ connectionString: directUrl, application_name: connections, options: KEEPALIVE },
      ...{ connectionTimeoutMillis: 3_000, keepAlive: true },
    })
    const lost = () => {
      if (saying === client) void sayAgain()
    }
    client.on("error", lost).on("end", lost)
    await client.connect()
    await client.query("select pg_advisory_lock_shared($1::int, hashtext($2))", [LOCKS, holder()])
    saying = client
  }
  const sayAgain = async () => {
    saying?.end().catch(() => undefined)
    saying = null
    while (!stopped && saying === null) {
      await pause(BACK_AFTER_MS, undefined, { ref: false })
      if (!stopped) await say().catch(() => undefined)
    }
  }
  await say().catch(() => void sayAgain())
  return {
    async stop() {
      stopped = true
      const last = saying
      saying = null
      await last?.end().catch(() => undefined)
    },
  }
}

const ORPHANS = `
  select j.locked_by as holder, max(j.locked_at) < $4::timestamptz and not exists (
    select from pg_stat_activity
    where datname = current_database() and application_name like 'signoff worker%' and application_name <> $2
  ) as alone
  from graphile_worker.jobs j
  where j.locked_by <> $3 and not exists (
    select from pg_locks l
    where l.locktype = 'advisory' and l.classid = $1::int::oid and l.granted
      and l.database = (select oid from pg_database where datname = current_database())
      and l.objid::bigint = hashtext(j.locked_by)::bigint & 4294967295)
  group by j.locked_by`

/** How often is looked, in milliseconds: more often at first, since Postgres may notice a death later than the next start. */
const LOOK_MS = { first: 1_000, later: 2_000 }
const FIRST_LOOKS = 30
/** How long nobody must have been found: a process that lost its connection alone is back by then. */
const GONE_AFTER_MS = 8_000

/**
 * Frees jobs whose process is gone, to be run again: what it held before this one began at once where no other works on this
 * database, everything else within ten seconds. No job of a living process is freed.
 */
export async function startFreeing(pool: Pool, { connections, holder }: Worker, goneAfterMs = GONE_AFTER_MS) {
  const { rows: clock } = await pool.query<{ now: string }>("select now()::text as now")
  const missing = new Map<string, number>()
  const look = async (isFirst: boolean) => {
    const asked = [LOCKS, connections, holder(), clock[0]!.now]
    const { rows } = await pool.query<{ holder: string; alone: boolean }>(ORPHANS, asked)
    const since = new Map(rows.map((row) => [row.holder, missing.get(row.holder) ?? performance.now()]))
    missing.clear()
    for (const [name, at] of since) missing.set(name, at)
    const isGone = (at: number) => performance.now() - at >= goneAfterMs
    const gone = rows.filter((row) => (isFirst && row.alone) || isGone(since.get(row.holder)!)).map((row) => row.holder)
    if (gone.length > 0) await pool.query("select graphile_worker.force_unlock_workers($1::text[])", [gone])
  }
  await look(true)
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const lookAgain = (looks: number) => {
    if (stopped) return
    const isFirst = looks < FIRST_LOOKS
    const next = () =>
      look(isFirst)
        .catch(tell)
        .finally(() => lookAgain(looks + 1))
    timer = setTimeout(next, isFirst ? LOOK_MS.first : LOOK_MS.later).unref()
  }
  lookAgain(0)
  return {
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}

function tell(error: unknown) {
  if (!isDatabaseUnable(error)) log.warn({ error }, "orphaned jobs could not be looked for")
}
