import { randomUUID } from "node:crypto"
import { setTimeout as pause } from "node:timers/promises"
import pg from "pg"
import { afterAll, beforeAll, expect, it } from "vitest"
import { disconnect } from "~/platform/data/database.server"
import { cookieFor } from "../support/knock"
import { type Program, startProgram } from "../support/program"
import { type Agency, anAgency, ourDatabase, rows } from "../support/world"
import { type Outsider, outsider } from "./support/from-outside"
import { untilNoJobWaits } from "./support/jobs"
import { type LongWay, longWay } from "./support/long-way"
import { size, tell } from "./support/proof"

/* The way between program and Postgres becomes slow, or swallows everything without a word (SECURITY R3). */

/** In milliseconds: while the database is silent, people are told so within the first, and `/health` answers within the second. */
const TOLD_WITHIN = 5_000
const HEALTHY_WITHIN = 1_000
/** In milliseconds: how soon people can work again after the way is free. */
const RECOVERS_WITHIN = 5_000

let agency: Agency
let program: Program
let way: LongWay
let member: Outsider
let database: pg.Client

beforeAll(async () => {
  agency = await anAgency()
  const { ownerUrl, webUrl, secretKey } = await ourDatabase()
  way = await longWay(webUrl)
  program = await startProgram({
    env: {
      DATABASE_URL: way.through(ownerUrl),
      DATABASE_WEB_URL: way.through(webUrl),
      SECRET_KEY: secretKey,
      SANDBOX: "1",
      LOG_LEVEL: "silent",
    },
  })
  member = outsider(program.url, await cookieFor(agency.people.owner.email))
  database = new pg.Client(ownerUrl)
  await database.connect()
})

afterAll(async () => {
  way.pass()
  await program.stop()
  await database.end()
  await way.stop()
})

type Answer = { status: number; text: string; ms: number }

async function timed(ask: () => Promise<Response>): Promise<Answer> {
  const began = performance.now()
  const response = await ask()
  const text = await response.text()
  return { status: response.status, text, ms: Math.round(performance.now() - began) }
}

/** Enquiries to be written down, each a form that may be sent again. */
function enquiries(mark: string, count: number) {
  return Array.from({ length: count }, (_, n) => {
    const form = { name: `${mark} ${n}`, email: `${mark}${n}@example.net`, evenIfKnown: "on", submission: randomUUID() }
    return { name: form.name, send: () => timed(() => member.post("/leads/new", form)) }
  })
}

const slowestOf = (answers: Answer[]) => Math.max(...answers.map(({ ms }) => ms))

/** How often each name stands among the leads. */
async function timesKept(names: string[]): Promise<number[]> {
  const kept = await rows<{ name: string }>(agency, "select name from leads")
  return names.map((name) => kept.filter((each) => each.name === name).length)
}

const near = ["to and fro takes 100 ms", 50, 2_000] as const
const far = ["each message takes 200 ms", 200, 10_000] as const

/** Has people read and write, four at once; what they were answered, each with what was asked for, and what was written once. */
async function atWork(mark: string): Promise<Answer[]> {
  const writes = enquiries(mark, size(2, 20))
  const pages = Array.from({ length: size(2, 20) }, () => () => timed(() => member.get("/leads")))
  const answers: Answer[] = []
  const ask = [
    ...pages.map((page) => ({ send: page, status: 200 })),
    ...writes.map(({ send }) => ({ send, status: 303 })),
  ]
  for (let at = 0; at < ask.length; at += 4) {
    const some = await Promise.all(ask.slice(at, at + 4).map(({ send }) => send()))
    expect(some.map(({ status }) => status)).toEqual(ask.slice(at, at + 4).map(({ status }) => status))
    answers.push(...some)
  }
  expect(await timesKept(writes.map(({ name }) => name))).toEqual(writes.map(() => 1))
  return answers
}

it.each(size([near], [near, far]))("serves everybody when %s: later, whole and once", async (what, delay, within) => {
  await member.get("/leads")
  const usual = slowestOf(await atWork(`usual${delay}`))
  way.slow(delay)
  try {
    const answers = await atWork(`slow${delay}`)
    expect(slowestOf(answers) - usual).toBeLessThan(within)
    const slowest = { "slowest, ms": slowestOf(answers), "without the way, ms": usual }
    tell(`The database is far: ${what}`, { answers: answers.length, ...slowest })
  } finally {
    way.slow(0)
  }
})

/** How many connections the program has, and how many of them wait inside a transaction for a word that never comes. */
async function connections() {
  const { rows: seen } = await database.query<{ web: number; stuck: number }>(
    `select count(*) filter (where application_name = 'signoff web')::int as web,
            count(*) filter (where state like 'idle in transaction%' and state_change < now() - interval '1 s')::int as stuck
     from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  )
  return seen[0]!
}

/** Sends a form until it is taken, as somebody does who was told to try again. */
async function sentUntilTaken(send: () => Promise<Answer>): Promise<void> {
  for (const began = performance.now(); ; await pause(50)) {
    const { status } = await send()
    if (status === 303) return
    expect(status).toBe(503)
    expect(performance.now() - began, "recovery").toBeLessThan(RECOVERS_WITHIN)
  }
}

it("says so in time when the database falls silent, works on by itself when it is back, and doubles nothing", async () => {
  const told: number[] = []
  const healthy: number[] = []
  const recoveries: number[] = []
  const all: string[] = []
  for (let time = 0; time < size(1, 20); time++) {
    const writes = enquiries(`silent${time}`, size(8, 16))
    all.push(...writes.map(({ name }) => name))
    const early = writes.slice(0, 4).map(({ send }) => send())
    await pause(time % 7)
    way.swallow()
    const later = [...writes.slice(4).map(({ send }) => send()), timed(() => member.get("/leads"))]
    const health = await timed(() => fetch(`${program.url}/health`))
    expect(health.status).toBe(200)
    healthy.push(health.ms)
    const answers = await Promise.all([...early, ...later])
    for (const { status, text } of answers) {
      if (status === 303) continue
      expect(status).toBe(503)
      expect(text).toContain("Not available right now")
    }
    told.push(slowestOf(answers))
    way.pass()
    const back = performance.now()
    await Promise.all(writes.map(({ send }) => sentUntilTaken(send)))
    recoveries.push(Math.round(performance.now() - back))
  }
  expect(Math.max(...told)).toBeLessThan(TOLD_WITHIN)
  expect(Math.max(...healthy)).toBeLessThan(HEALTHY_WITHIN)
  expect(Math.max(...recoveries)).toBeLessThan(RECOVERS_WITHIN)
  expect(await timesKept(all)).toEqual(all.map(() => 1))
  await disconnect() // Those that this process has are of the same name.
  await expect.poll(connections, { timeout: 20_000 }).toMatchObject({ stuck: 0 })
  await expect.poll(async () => (await connections()).web, { timeout: 20_000 }).toBeLessThanOrEqual(10)
  await untilNoJobWaits()
  tell("The database falls silent", {
    times: told.length,
    writes: all.length,
    "doubled or lost": 0,
    "told after at most, ms": Math.max(...told),
    "slowest recovery, ms": Math.max(...recoveries),
  })
})
