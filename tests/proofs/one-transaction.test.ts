import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { cookieFor } from "../support/knock"
import { type Program, startProgram } from "../support/program"
import { type Agency, anAgency, ourDatabase, rows } from "../support/world"
import { type Act, actsOfTheRoad, isThere, type Submit, sender } from "./support/acts-of-the-road"
import { type FreezingProxy, freezingProxy } from "./support/freezing-proxy"
import { counterOfTables, growth, type Tables } from "./support/grown-tables"
import { holdJobs, releaseJobs } from "./support/held-queue"
import { untilNoJobWaits } from "./support/jobs"
import { part, size, tell } from "./support/proof"

/* Between the program and Postgres stands a proxy that stops at one message of a submit; then the program is killed. */

/** In milliseconds, for one act at all of its messages; each stop takes a start of the program. */
const TIMEOUT = size(120_000, 4 * 3_600_000)

let agency: Agency
let program: Program
let proxy: FreezingProxy
let cookie: string
let count: () => Promise<Tables>

beforeAll(async () => {
  agency = await anAgency()
  const { ownerUrl, webUrl, secretKey } = await ourDatabase()
  proxy = await freezingProxy(webUrl)
  program = await startProgram({
    env: {
      DATABASE_URL: ownerUrl,
      DATABASE_WEB_URL: proxy.through(webUrl),
      SECRET_KEY: secretKey,
      SANDBOX: "1",
      LOG_LEVEL: "error",
    },
  })
  cookie = await cookieFor(agency.people.owner.email)
  count = await counterOfTables(agency)
  await holdJobs()
})

afterAll(async () => {
  await program.stop()
  await proxy.stop()
})

type Prepared = { submit: Submit; send(): Promise<Response>; before: Tables }

async function prepared(act: Act): Promise<Prepared> {
  const submit = await act.prepare(agency)
  return { submit, send: sender(program.url, () => cookie)(submit), before: await count() }
}

/** What an act comes to when nothing stops it: the messages that it takes, and what it adds to each table. */
type Measure = { messages: number; added: Tables }

async function measured(act: Act): Promise<Measure> {
  const { submit, send, before } = await prepared(act)
  void proxy.freezeAt(Number.POSITIVE_INFINITY)
  const { status } = await send()
  const messages = proxy.counted()
  expect(status).toBe(303)
  expect(isThere(act, await submit.parts(), "nowhere")).toBe(true)
  return { messages, added: growth(before, await count()) }
}

/** All tables together: nothing came to any, or to each what the whole act adds; what comes later may be there or not. */
function expectWhole({ name, later }: Act, isThere: boolean, { added }: Measure, grown: Tables, when: string) {
  const known = (tables: Tables) =>
    Object.fromEntries(Object.entries(tables).filter(([table]) => !later.includes(table)))
  const wanted = isThere ? added : {}
  expect(known(grown), `${name}, stopped ${when}: every table`).toEqual(known(wanted))
  if (!isThere) expect(grown, `${name}, stopped ${when}: nothing came to any table`).toEqual({})
}

/** Each stop meets a program that was started again and did the act once; one that has met its statements more often says less. */
async function startAgain() {
  await program.kill("SIGKILL")
  await program.restart()
}

type Stop = { at: string | null; wasThere: boolean }

/** Stops a submit at its n-th message, kills the program, starts it again and sends the same submit once more. */
async function stoppedAt(act: Act, n: number, measure: Measure): Promise<Stop> {
  const { submit, send, before } = await prepared(act)
  const frozen = proxy.freezeAt(n)
  const answered = send().then(
    () => null,
    () => null,
  )
  const at = await Promise.race([frozen, answered])
  await program.kill("SIGKILL")
  await answered
  await proxy.thaw()
  await program.restart()
  const where = `at message ${n} (${at ?? "none: it was answered"})`
  const wasThere = isThere(act, await submit.parts(), where)
  expectWhole(act, wasThere, measure, growth(before, await count()), where)
  const again = await send()
  expect(again.status, `${act.name}, ${where}, sent again`).toBe(303)
  expect(isThere(act, await submit.parts(), `${where} and sent again`)).toBe(true)
  expectWhole(act, true, measure, growth(before, await count()), `${where} and sent again`)
  return { at, wasThere }
}

/** At how many messages of an act it is stopped: at every one in the full size, or at as many as STOPS says. */
const stopsOfAnAct = size(2, Number(process.env.STOPS ?? Number.POSITIVE_INFINITY))

/** So many of 1…last, spread evenly, with both ends. */
const spread = (last: number, count: number) =>
  count >= last
    ? Array.from({ length: last }, (_, index) => index + 1)
    : Array.from({ length: count }, (_, index) => 1 + Math.round((index * (last - 1)) / (count - 1)))

async function sequences(): Promise<number[]> {
  const numbered = "select sequence from invoices where status = 'issued' order by sequence"
  return (await rows<{ sequence: number }>(agency, numbered)).map(({ sequence }) => sequence)
}

describe("an act that is killed at any message to or from Postgres", () => {
  for (const act of actsOfTheRoad) {
    it(
      `is there whole or not at all, and once after trying again: ${act.name}`,
      async () => {
        await measured(act) // The first of its kind also makes what the following find, such as a series of numbers.
        await startAgain()
        await measured(act)
        const measure = await measured(act)
        const { messages } = measure
        const stops: Stop[] = []
        for (const n of part(spread(messages, stopsOfAnAct))) stops.push(await stoppedAt(act, n, measure))
        tell(`one transaction: ${act.name}`, {
          messages,
          tables: Object.keys(measure.added).length,
          stops: stops.length,
          "there after it": stops.filter(({ wasThere }) => wasThere).length,
          "not there": stops.filter(({ wasThere }) => !wasThere).length,
          "answered before the stop": stops.filter(({ at }) => at === null).length,
        })
      },
      TIMEOUT,
    )
  }

  it("leaves no number unused, and what follows is done", async () => {
    await releaseJobs()
    await untilNoJobWaits({ within: size(0, 300), timeout: size(60_000, 600_000) })
    const numbers = await sequences()
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
    // A mail whose hand-over was cut off waits half a minute for a report of it; the short size does not.
    const open = "select purpose, status from mails where status not in ('sent', 'delivered')"
    expect(await rows(agency, size(`${open} and attempted_at is null`, open))).toEqual([])
    tell("one transaction: afterwards", { "numbered invoices without a gap": numbers.length })
  })
})
