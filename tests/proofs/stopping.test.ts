import { randomUUID } from "node:crypto"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import pg from "pg"
import { afterAll, beforeAll, expect, it } from "vitest"
import { startEmbedded } from "#db/embedded"
import { runningPostmaster } from "#db/postmaster"
import { demoPassword, demoSignIns } from "~/demo/sign-ins"
import { type Program, startProgram } from "../support/program"
import { embeddedUrl } from "./support/embedded-url"
import { signInFromOutside } from "./support/from-outside"
import { type Ended, type KeptConnection, keptConnection } from "./support/kept-connections"
import { size, tell } from "./support/proof"

const CLIENTS = 24
/** Fewer than the program has connections to its database: while their writes wait there, the others are served. */
const WRITERS = 7
const STOPS_WITHIN = 30_000
/** In milliseconds: nobody waits less for a connection or a lock before being told 503. Where somebody was, the machine was too busy for the cycle to count. */
const WAITED_IN_VAIN = 3_000
const MOST_SPOILED = size(3, 10)

let program: Program
let cluster: string

beforeAll(async () => {
  program = await startProgram({ env: { LOG_LEVEL: "warn" } })
  cluster = join(program.dataDir, "postgres")
})
afterAll(() => program.stop())

/** Asks the program's own Postgres, or one started for the question on the data that a stop left. */
async function withDatabase<R>(ask: (client: pg.Client) => Promise<R>): Promise<R> {
  const client = new pg.Client(embeddedUrl(program.dataDir))
  await client.connect()
  try {
    return await ask(client)
  } finally {
    await client.end()
  }
}

type Told = { ended: Ended[]; acknowledged: string[] }

/** One client at work until it is refused, writing or reading, each time as soon as it is answered. */
async function work(connection: KeptConnection, name: string, writes: boolean, told: Told): Promise<void> {
  for (let n = 0; ; n++) {
    const lead = `${name}-${n}`
    const form = { name: lead, email: `${lead}@example.net`, evenIfKnown: "on", submission: randomUUID() }
    const ended = writes ? await connection.ask("POST", "/leads/new", form) : await connection.ask("GET", "/leads")
    if ("broken" in ended && ended.wasFirst && ended.broken === "ECONNREFUSED") return
    told.ended.push(ended)
    if (!("status" in ended)) return
    if (ended.status === 303) told.acknowledged.push(lead)
  }
}

/** Resolves once somebody waits for the lock that is held on the leads: then a request is in flight for certain. */
async function untilSomebodyWaits(client: pg.Client) {
  const waiting = "select count(*)::int as count from pg_locks where not granted"
  await expect
    .poll(async () => (await client.query<{ count: number }>(waiting)).rows[0]!.count, { timeout: 20_000 })
    .toBeGreaterThan(3)
}

/** Sends SIGTERM while requests are under way that wait in the database, and lets these go on a little later. */
async function stopUnderLoad(cycle: number) {
  const { cookie } = await signInFromOutside(program.url, { email: demoSignIns[0].email, password: demoPassword })
  const connections = Array.from({ length: CLIENTS }, () => keptConnection(program.url, cookie))
  const told: Told = { ended: [], acknowledged: [] }
  const working = connections.map((connection, n) => work(connection, `stop${cycle}-${n}`, n < WRITERS, told))
  const held = await withDatabase(async (client) => {
    await expect.poll(() => told.acknowledged.length, { timeout: 60_000 }).toBeGreaterThan(WRITERS)
    await client.query("begin; lock table leads in share row exclusive mode")
    await untilSomebodyWaits(client)
    const began = performance.now()
    const stopped = program.kill("SIGTERM").then((code) => ({ code, ms: performance.now() - began }))
    await refused(program.url)
    await client.query("commit")
    return { stopped }
  })
  const { code, ms } = await held.stopped
  await Promise.all(working)
  for (const connection of connections) connection.close()
  return { code, ms, ...told }
}

/** Resolves once the program says that it takes no more: from then on it waits only for what is under way. */
const refused = (url: string) =>
  expect
    .poll(async () => (await fetch(`${url}/ready`).catch(() => null))?.status ?? 503, { interval: 10, timeout: 20_000 })
    .toBe(503)

/** What lies in the data after a stop: jobs that somebody still holds, and which of the acknowledged leads. */
async function leftBehind(acknowledged: string[]) {
  const server = await startEmbedded({ dataDir: program.dataDir, log: { info: () => {}, warn: () => {} } })
  try {
    return await withDatabase(async (client) => {
      const held = await client.query(
        "select task_identifier, attempts, locked_at, last_error, now() from graphile_worker.jobs where locked_by is not null",
      )
      await client.query("begin; alter table leads no force row level security")
      const kept = await client.query<{ name: string }>("select name from leads where name = any($1)", [acknowledged])
      await client.query("rollback")
      return { jobsHeld: held.rows, leadsKept: kept.rows.length }
    })
  } finally {
    await server.stop()
  }
}

it("answers every request in flight when it is told to stop, returns its jobs and ends its Postgres cleanly", async () => {
  const times: number[] = []
  let answered = 0
  let spoiled = 0
  for (let cycle = 0; times.length < size(2, 20); cycle++) {
    if (cycle > 0) await program.restart()
    const { code, ms, ended, acknowledged } = await stopUnderLoad(cycle)
    const inVain = ended.filter((each) => "status" in each && each.status === 503 && each.ms >= WAITED_IN_VAIN)
    const failed = ended.filter((each) => !("status" in each) || ![200, 303].includes(each.status))
    expect(failed.filter((each) => !inVain.includes(each))).toEqual([])
    expect(code, program.output()).toBe(0)
    expect(ms).toBeLessThan(STOPS_WITHIN)
    expect(runningPostmaster(cluster)).toBeNull()
    const log = readFileSync(join(program.dataDir, "postgres.log"), "utf8").trim().split("\n").at(-1)
    expect(log).toContain("database system is shut down")
    expect(await leftBehind(acknowledged)).toEqual({ jobsHeld: [], leadsKept: acknowledged.length })
    if (inVain.length > 0) {
      spoiled++
      expect(spoiled).toBeLessThanOrEqual(MOST_SPOILED)
      continue
    }
    times.push(ms)
    answered += ended.length
  }
  tell("stopped under load", {
    stops: times.length,
    clients: CLIENTS,
    "requests answered": answered,
    failed: 0,
    "cycles of a machine too busy": spoiled,
    "slowest stop, ms": Math.round(Math.max(...times)),
  })
})
