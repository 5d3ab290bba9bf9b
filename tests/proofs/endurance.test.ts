import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import pg from "pg"
import { afterAll, beforeAll, expect, it } from "vitest"
import { roles } from "~/organizations/role"
import { disconnect } from "~/platform/data/database.server"
import { sessionOf } from "../support/knock"
import { freePort, type Program, startProgram } from "../support/program"
import { anAgency, ourDatabase } from "../support/world"
import { ask, hangUp } from "./support/asking"
import { type Use, useMixed } from "./support/mixed-use"
import { size, tell } from "./support/proof"

/*
 * The program in use for half an hour at twenty requests a second: what it holds does not grow, no connection is left behind, nothing
 * is logged as an error, and it answers as quickly at the end as at the beginning.
 *
 * The heap is measured after a full collection. It grows at first by what V8 compiles (machine code, bytecode, what it learnt of types):
 * a function is compiled anew once it was called often enough, and each of the program's functions a few times at most. The
 * first eight minutes are therefore used at three times the rate, and what is compiled is told apart from what is kept.
 */

const SECOND = 1_000
const WARM = size(SECOND, 8 * 60 * SECOND)
const LASTS = size(4 * SECOND, 22 * 60 * SECOND)
const EACH = size(SECOND, 10 * SECOND)
const WARM_RATE = 60
const RATE = size(WARM_RATE, 20)
const MIB = 1_024 * 1_024

/** Everything that the use consists of; each has been done at least once. */
const ACTS = [
  "captured and converted",
  "document fetched",
  "enquired",
  "issued",
  "page read",
  "paid by card",
  "payment recorded",
  "sent",
  "signed",
  "stream opened",
]

/** The agency is no new one, which might send only so many mails a day. */
const FOUNDED_MS = 90 * 24 * 3_600 * SECOND

/** Listeners, timers, the worker's and the listening connection: what stays open when nobody asks anything. */
const AT_REST = 30

/** MiB in ten minutes. V8 and malloc give memory back in lumps, so that only a coarse growth of it is one of the program's. */
const MOST_RSS_SLOPE = 10

type Sample = {
  at: number
  heap: number
  /** The part of the heap that V8 compiled. */
  code: number
  rss: number
  external: number
  handles: number
  connections: number
  waiting: number
}

let program: Program
let place: Parameters<typeof useMixed>[0]
let watchPort: number
let database: pg.Client

beforeAll(async () => {
  const agency = await anAgency({ now: new Date(Date.now() - FOUNDED_MS) })
  const people = []
  for (const role of roles) {
    const { personId } = agency.people[role]
    people.push({ personId, cookie: await sessionOf(agency, personId) })
  }
  const { ownerUrl, webUrl, secretKey } = await ourDatabase()
  await disconnect()
  watchPort = await freePort()
  const watched = {
    NODE_OPTIONS: `--require=${join(import.meta.dirname, "support/watched.cjs")}`,
    WATCH_PORT: String(watchPort),
  }
  const settings = { DATABASE_URL: ownerUrl, DATABASE_WEB_URL: webUrl, SECRET_KEY: secretKey, SANDBOX: "1" }
  program = await startProgram({ env: { ...settings, ...watched, LOG_LEVEL: "warn" } })
  place = { program, people, formKey: agency.formKey }
  database = new pg.Client(ownerUrl)
  await database.connect()
}, 120_000)

afterAll(async () => {
  await database?.end()
  await program?.stop()
})

/** What the process holds after a full collection, and what the database sees of it. */
async function sample(began: number, snapshot?: string): Promise<Sample> {
  const asked = await ask(`http://127.0.0.1:${watchPort}`, { path: `/?snapshot=${snapshot ?? ""}` })
  const { heapUsed, compiled, rss, external, resources } = JSON.parse(asked.body) as {
    heapUsed: number
    compiled: number
    rss: number
    external: number
    resources: Record<string, number>
  }
  const { rows } = await database.query<{ all: string; waiting: string }>(
    `select count(*) as all, count(*) filter (where state like 'idle in transaction%' and state_change < now() - interval '2 s') as waiting
       from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  )
  const open = Object.entries(resources).filter(([name]) => !ofTheMoment.has(name))
  const handles = open.reduce((all, [, count]) => all + count, 0)
  const [connections, waiting] = [Number(rows[0]!.all), Number(rows[0]!.waiting)]
  return {
    at: (Date.now() - began) / 60_000,
    heap: heapUsed / MIB,
    code: compiled / MIB,
    rss: rss / MIB,
    external: external / MIB,
    handles,
    connections,
    waiting,
  }
}

/** What is under way, not held. */
const ofTheMoment = new Set(["Timeout", "Immediate", "FSReqCallback", "FSReqPromise"])

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const p95 = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0

/** How much a figure grows in ten minutes: the line through the medians of windows of six samples. */
function slope(samples: readonly Sample[], of: "heap" | "code" | "external" | "rss"): number {
  const windows = Array.from({ length: Math.floor(samples.length / 6) }, (_, at) => samples.slice(at * 6, at * 6 + 6))
  const points = windows.map(
    (window) => [median(window.map(({ at }) => at)), median(window.map((each) => each[of]))] as const,
  )
  const [meanX, meanY] = [0, 1].map(
    (axis) => points.reduce((sum, point) => sum + point[axis as 0 | 1], 0) / points.length,
  )
  const over = points.reduce((sum, [x, y]) => sum + (x - meanX!) * (y - meanY!), 0)
  const under = points.reduce((sum, [x]) => sum + (x - meanX!) ** 2, 0)
  return under === 0 ? 0 : (over / under) * 10
}

/** Watches for a while, in the short size until everything was done once, and says in the full size each minute what it sees. */
async function watch(use: Use, began: number, forMs: number): Promise<Sample[]> {
  const samples: Sample[] = []
  const isMissing = () => size(true, false) && forMs === LASTS && ACTS.some((act) => !use.acts[act])
  const folder = process.env.SNAPSHOTS
  const end = Date.now() + forMs
  const patience = end + size(60 * SECOND, 0)
  while (Date.now() < end || (isMissing() && Date.now() < patience && use.wrong.length === 0)) {
    const seen = await sample(began)
    samples.push(seen)
    const minute = Math.floor(seen.at)
    const isNew = minute !== Math.floor(samples.at(-2)?.at ?? -1)
    if (isNew && forMs > 60 * SECOND) tell(`minute ${minute}`, lineOf(seen, use))
    if (isNew && folder && minute % 8 === 7) await sample(began, join(folder, `minute-${minute}.heapsnapshot`))
    await pause(EACH)
  }
  return samples
}

function lineOf(
  { heap, code, rss, external, handles, connections }: Sample,
  use: Use,
): Record<string, string | number> {
  const last = use.took.filter(({ at }) => at > Date.now() - 60 * SECOND).map(({ ms }) => ms)
  const mib = (value: number) => `${value.toFixed(1)} MiB`
  return {
    heap: mib(heap),
    "of it code": mib(code),
    rss: mib(rss),
    external: mib(external),
    handles,
    connections,
    requests: use.requests,
    p95: `${p95(last).toFixed(0)} ms`,
  }
}

it("does not grow, leak, err or tire in half an hour of mixed use", async () => {
  const began = Date.now()
  const warming = useMixed(place, WARM_RATE)
  await watch(warming, began, WARM)
  await warming.stop()
  const use = useMixed(place, RATE)
  const samples = await watch(use, began, LASTS)
  const ended = Date.now()
  await use.stop()
  const slopes = (["heap", "code", "external", "rss"] as const).map((of) => slope(samples, of))
  const [heap, code, external, rss] = slopes as [number, number, number, number]
  const third = LASTS / 3
  const within = (from: number) => use.took.filter(({ at }) => at >= from && at < from + third).map(({ ms }) => ms)
  const [early, late] = [p95(within(ended - LASTS)), p95(within(ended - third))]
  const most = (of: "connections" | "handles") => Math.max(...samples.map((each) => each[of]))
  tell("In use for half an hour it does not grow", {
    minutes: ((ended - began) / 60_000).toFixed(1),
    requests: warming.requests + use.requests,
    ...use.acts,
    "heap slope": `${heap.toFixed(2)} MiB in 10 min`,
    "of it code": `${code.toFixed(2)} MiB in 10 min`,
    "external slope": `${external.toFixed(2)} MiB in 10 min`,
    "rss slope": `${rss.toFixed(2)} MiB in 10 min`,
    "p95 at first": `${early.toFixed(0)} ms`,
    "p95 at last": `${late.toFixed(0)} ms`,
    "most connections": most("connections"),
    "most handles": most("handles"),
  })
  const wrong = [...warming.wrong, ...use.wrong]
  expect(wrong.length, wrong.slice(0, 30).join("\n")).toBe(0)
  expect(program.errors()).toEqual([])
  expect(Math.max(...samples.map(({ waiting }) => waiting))).toBe(0)
  expect(most("connections")).toBeLessThanOrEqual(20)
  expect(Object.keys(use.acts).sort()).toEqual(ACTS)
  expect(await handlesAtRest(began)).toBeLessThanOrEqual(AT_REST)
  const limit = size(20, 1)
  expect(external).toBeLessThan(size(Number.POSITIVE_INFINITY, limit))
  expect(rss).toBeLessThan(size(Number.POSITIVE_INFINITY, MOST_RSS_SLOPE))
  expect(late).toBeLessThan(size(Number.POSITIVE_INFINITY, early * 1.5 + 20))
  expect(size(samples.at(-1)!.heap - samples[0]!.heap, heap)).toBeLessThan(limit)
})

/** How many handles are open once the connections of those who asked are closed. */
async function handlesAtRest(began: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  hangUp()
  for (let tries = 0; tries < 20 && least > AT_REST; tries++) {
    least = Math.min(least, (await sample(began)).handles)
    await pause(250)
  }
  return least
}
