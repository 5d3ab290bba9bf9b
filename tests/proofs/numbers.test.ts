import { setTimeout as pause } from "node:timers/promises"
import pg from "pg"
import { afterAll, expect, it } from "vitest"
import { issueInvoice } from "~/invoices/issue-invoice.server"
import { sequenceProof } from "~/invoices/sequence-proof.server"
import type { Id } from "~/platform/language/ids"
import { aClient, aDraft } from "../support/billing"
import { cookieFor } from "../support/knock"
import { type Program, startProgram } from "../support/program"
import { type Agency, anAgency, ourDatabase, rows } from "../support/world"
import { withAborts } from "./support/aborts"
import { ask } from "./support/posts"
import { size, tell } from "./support/proof"

/*
 * Numbers without a gap (PRODUCT §6.1, M6). Issuers work at once, half of them by the command in this process under a clock
 * that passes a new year, half at the doors of two running programs on the same database, while transactions are aborted
 * after their number was taken, run into deadlocks, lose their connections, and a program is killed.
 */

const issuers = size(20, 200)
const each = size(5, 50)
const kills = size(1, 5)

type Draft = Id<"invoices">

const programs: Program[] = []
afterAll(() => Promise.all(programs.map((program) => program.stop())))

const told = { attempts: 0, aborted: 0, refused: 0, connectionsEnded: 0, programsKilled: 0 }

/** The clock of the issuers in this process: it passes from the 30th of December to the 2nd of January as they get on, never two alike. */
function newYearClock(total: number) {
  let done = 0
  return {
    advance: () => done++,
    now: () => new Date(Date.UTC(2026, 11, 30, 12) + (done / total) * 72 * 3_600_000 - Math.random() * 3 * 3_600_000),
  }
}

it("run from one to N without a gap, whatever is aborted, deadlocked or killed", async () => {
  const [byCommand, byDoor] = [await anAgency({ name: "Command" }), await anAgency({ name: "Door" })]
  const perDoor = Math.floor(issuers / 2)
  const perCommand = issuers - perDoor
  const clock = newYearClock(perCommand * each)
  const forCommand = await draftsFor(byCommand, perCommand * each, clock.now())
  const forDoor = await draftsFor(byDoor, perDoor * each)
  await startPrograms()
  const cookie = await cookieFor(byDoor.people.owner.email)
  const aborts = await withAborts((await ourDatabase()).ownerUrl, { lockShare: size(0.1, 0.02) })
  const over = new AbortController()
  const saboteurs = [endConnections(over.signal), killPrograms(over.signal)]
  await Promise.all([
    ...inShares(forCommand, perCommand).map((share) => issueByCommand(byCommand, share, clock)),
    ...inShares(forDoor, perDoor).map((share, at) => issueAtDoor(at, share, cookie)),
  ])
  over.abort()
  await Promise.all(saboteurs)
  const planted = await aborts.end()
  const [first, second] = [
    await assertGapless(byCommand, forCommand.length),
    await assertGapless(byDoor, forDoor.length),
  ]
  expect(first).toEqual(["2026", "2027"])
  expect(second).toHaveLength(1)
  expect(planted.aborted / (planted.aborted + issuers * each)).toBeGreaterThan(0.28)
  tell("Numbers run from one to N", { issuers, documents: issuers * each, ...told, ...planted })
})

async function draftsFor(agency: Agency, count: number, now = new Date()): Promise<Draft[]> {
  const as = agency.as("owner", now)
  const { companyId } = await aClient(as)
  const made: Draft[] = []
  const makers = Array.from({ length: 8 }, async () => {
    while (made.length < count) {
      const at = made.push("" as Draft) - 1
      made[at] = (await aDraft(as, { companyId })).invoiceId
    }
  })
  await Promise.all(makers)
  return made.slice(0, count)
}

const inShares = (drafts: Draft[], shares: number): Draft[][] =>
  Array.from({ length: shares }, (_, share) => drafts.filter((_, at) => at % shares === share))

/** Two programs on the same database, as behind a balancer. */
async function startPrograms() {
  const { ownerUrl, webUrl, secretKey } = await ourDatabase()
  const env = { DATABASE_URL: ownerUrl, DATABASE_WEB_URL: webUrl, SECRET_KEY: secretKey, LOG_LEVEL: "silent" }
  for (let at = 0; at < 2; at++) programs.push(await startProgram({ env }))
}

/** Issues its drafts one after the other, and each again until it is issued. */
async function issueByCommand(agency: Agency, drafts: Draft[], clock: ReturnType<typeof newYearClock>) {
  for (const invoiceId of drafts) {
    await untilIssued(async () => {
      try {
        await issueInvoice(agency.as("owner", clock.now()), { invoiceId, version: 1, send: false })
        return true
      } catch (error) {
        return error instanceof Error && error.message.startsWith("An issued invoice cannot be changed")
      }
    })
    clock.advance()
  }
}

/** The same as a browser does: it posts the form again when the answer is an error or never comes. */
async function issueAtDoor(issuer: number, drafts: Draft[], cookie: string) {
  for (const invoiceId of drafts) {
    let turn = issuer
    await untilIssued(async () => {
      const { url } = programs[turn++ % programs.length]!
      const fields = { version: "1", submission: `issue-${invoiceId}` }
      const answered = await ask(url, { path: `/invoices/${invoiceId}/issue`, fields, cookie }).catch(() => null)
      return answered?.status === 303 && answered.location === `/invoices/${invoiceId}`
    })
  }
}

async function untilIssued(attempt: () => Promise<boolean>) {
  for (let tries = 1; ; tries++) {
    told.attempts++
    if (await attempt()) return
    told.refused++
    if (tries === 200) throw new Error("A draft could not be issued in 200 attempts")
    await pause(Math.random() * 100)
  }
}

/** Ends, every now and then, connections of the programs and of this process, wherever they are in their transactions. */
async function endConnections(signal: AbortSignal) {
  const { webUrl } = await ourDatabase()
  const executioner = new pg.Client({ connectionString: webUrl, application_name: "executioner" })
  await executioner.connect()
  while (!signal.aborted) {
    const { rowCount } = await executioner.query(
      `select pg_terminate_backend(pid) from (
         select pid from pg_stat_activity
         where datname = current_database() and usename = current_user and pid <> pg_backend_pid()
           and backend_type = 'client backend' and state <> 'idle'
         order by random() limit 2) as victims`,
    )
    told.connectionsEnded += rowCount ?? 0
    await pause(size(300, 200))
  }
  await executioner.end()
}

/** Kills one of the programs as a failing machine would, and starts it again. */
async function killPrograms(signal: AbortSignal) {
  for (let kill = 0; kill < kills && !signal.aborted; kill++) {
    await pause(size(500, 5_000))
    const program = programs[kill % programs.length]!
    await program.kill("SIGKILL")
    told.programsKilled++
    await program.restart()
  }
}

/** What stands in the database is one to N in each series, once each and in order of dates; and the page for auditors says so. Answers the years. */
async function assertGapless(agency: Agency, count: number): Promise<string[]> {
  const issued = await rows<{ key: string; sequence: number; number: string; issue_on: string }>(
    agency,
    `select s.key, i.sequence, i.number, i.issue_on::text from invoices i join number_series s on s.id = i.series_id
     where i.status = 'issued' order by s.key, i.sequence`,
  )
  expect(issued).toHaveLength(count)
  const keys = [...new Set(issued.map(({ key }) => key))]
  for (const key of keys) {
    const inSeries = issued.filter((row) => row.key === key)
    expect(inSeries.map(({ sequence }) => sequence)).toEqual(inSeries.map((_, at) => at + 1))
    expect(inSeries.map(({ number }) => number)).toEqual(
      inSeries.map((_, at) => `${key}-${String(at + 1).padStart(4, "0")}`),
    )
    const days = inSeries.map((row) => row.issue_on)
    expect(days).toEqual([...days].sort())
    expect(days.every((day) => day.startsWith(key))).toBe(true)
  }
  const [once] = await rows<{ events: number; settlements: number }>(
    agency,
    `select (select count(*)::int from events where name = 'invoice.issued') as events,
            (select count(*)::int from invoice_settlements) as settlements`,
  )
  expect(once).toEqual({ events: count, settlements: count })
  const { series } = await sequenceProof(agency.finance, {})
  const flawless = { gaps: 0, backwards: 0, altered: 0 }
  expect(series.map(({ key, gaps, backwards, altered }) => ({ key, gaps, backwards, altered }))).toEqual(
    keys.map((key) => ({ key, ...flawless })),
  )
  return keys
}
