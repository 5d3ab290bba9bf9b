import { chmodSync, mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import pg from "pg"
import { removeEmbedded, startEmbedded } from "#db/embedded"
import { processMark } from "#db/lock.mjs"
import { runningPostmaster } from "#db/postmaster"

/** How a Postgres is ended: as an administrator restarts it, as a machine dies, or one of its own processes killed. */
export const endings = ["stopped", "stopped at once", "killed", "a backend killed"] as const
export type Ending = (typeof endings)[number]

/** A Postgres that one may end. Whoever ends it, it is started again by itself, as a service is. */
export type OwnPostgres = {
  url: string
  /** Ends it and waits until it answers again; in milliseconds how long it was away. */
  end(ending: Ending): Promise<number>
  remove(): Promise<void>
}

const SIGNALS = { stopped: "SIGINT", "stopped at once": "SIGQUIT", killed: "SIGKILL" } as const

/** Starts one as a child of this process, with the settings of an installation: what it acknowledged is on the disk. */
export async function anOwnPostgres(): Promise<OwnPostgres> {
  const dataDir = mkdtempSync(join(tmpdir(), `signoff-proof-${process.pid}-`))
  chmodSync(dataDir, 0o755)
  const { ownerUrl: url, stop } = await startEmbedded({ dataDir, log: { info: () => {}, warn: () => {} } })
  return {
    url,
    async end(ending) {
      const began = performance.now()
      if (ending === "a backend killed") await killBackend(url)
      else await endServer(join(dataDir, "postgres"), SIGNALS[ending])
      await untilItAnswers(url)
      return performance.now() - began
    },
    async remove() {
      await stop()
      await removeEmbedded(dataDir)
    },
  }
}

async function endServer(cluster: string, signal: NodeJS.Signals) {
  const { pid } = runningPostmaster(cluster)!
  const mark = processMark(pid)
  process.kill(pid, signal)
  while (processMark(pid) === mark) await pause(5)
}

/** Kills one process that serves the program, after which Postgres ends all of them and recovers. */
async function killBackend(url: string) {
  const pids = await ask<{ pid: number }>(
    url,
    "select pid from pg_stat_activity where application_name = 'signoff web' order by state_change desc limit 1",
  )
  const mark = processMark(pids[0]!.pid)
  process.kill(pids[0]!.pid, "SIGKILL")
  while (processMark(pids[0]!.pid) === mark) await pause(5)
}

async function ask<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  client.on("error", () => {})
  await client.connect()
  try {
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end().catch(() => {})
  }
}

async function untilItAnswers(url: string) {
  for (;;) {
    try {
      await ask(url, "select 1")
      return
    } catch {
      await pause(10)
    }
  }
}
