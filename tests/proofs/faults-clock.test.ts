import { mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import pg from "pg"
import { afterAll, beforeAll, expect, it } from "vitest"
import { todayIn } from "~/platform/language/dates"
import { aSentProposal, roadTotals } from "../support/a-sent-proposal"
import { aClient, aDraft } from "../support/billing"
import { cookieOf } from "../support/knock"
import { type Program, startProgram } from "../support/program"
import { type Sandbox, sandboxOf } from "../support/sandbox-api"
import { type Agency, anAgency, ourDatabase, password, rows } from "../support/world"
import { type Outsider, outsider, signInFromOutside } from "./support/from-outside"
import { untilNoJobWaits } from "./support/jobs"
import { size, tell } from "./support/proof"

const DAY = 86_400_000
const offsetFile = join(mkdtempSync(join(tmpdir(), "signoff-clock-")), "offset")

let agency: Agency
let program: Program
let sandbox: Sandbox

beforeAll(async () => {
  for (const file of [offsetFile, `${offsetFile}.told`]) writeFileSync(file, "0")
  agency = await anAgency()
  const { ownerUrl, webUrl, secretKey } = await ourDatabase()
  const preload = pathToFileURL(join(import.meta.dirname, "support/shifted-clock.mjs"))
  program = await startProgram({
    env: {
      DATABASE_URL: ownerUrl,
      DATABASE_WEB_URL: webUrl,
      SECRET_KEY: secretKey,
      SANDBOX: "1",
      LOG_LEVEL: "warn",
      NODE_OPTIONS: `--import=${preload}`,
      CLOCK_OFFSET_FILE: offsetFile,
    },
  })
  sandbox = sandboxOf(program)
})
afterAll(() => program.stop())

/** Lets the program's clock jump, and waits until it has. */
async function jumpTo(offset: number) {
  writeFileSync(offsetFile, String(offset))
  const told = `${offsetFile}.told`
  await expect.poll(() => readFileSync(told, "utf8"), { timeout: 10_000, interval: 20 }).toBe(String(offset))
}

const signIn = () => signInFromOutside(program.url, { email: agency.people.owner.email, password })

const arrived = async (email: string) => (await sandbox.mails(email, /Invoice/)).length

/** Issues and mails an invoice; false when it is refused because the one before it is of a later day. */
async function issue(member: Outsider): Promise<boolean> {
  const { companyId, contactId, email } = await aClient(agency.owner)
  const { invoiceId } = await aDraft(agency.owner, { companyId, contactId })
  const answer = await member.post(`/invoices/${invoiceId}/issue`, { version: "1", send: "on" })
  expect(answer.status).toBe(303)
  const cookie = [member.cookie, ...answer.headers.getSetCookie().map(cookieOf)].join("; ")
  const page = await (await outsider(program.url, cookie).get(answer.headers.get("location")!)).text()
  if (page.includes("an earlier date would break the order of numbers")) return false
  await expect.poll(() => arrived(email), { timeout: 20_000 }).toBe(1)
  return true
}

async function issuedDays() {
  const text = "select sequence, issue_on::text as day from invoices where status = 'issued' order by sequence"
  return rows<{ sequence: number; day: string }>(agency, text)
}

it("goes on when the clock jumps by a day, forwards and back: people work, mails go out, numbers and days only rise", async () => {
  const jumps = size([DAY, -DAY, 0], [DAY, 0, -DAY, 0, DAY, -DAY, 2 * DAY, 0, -2 * DAY, 0])
  let refused = 0
  expect(await issue(await signIn())).toBe(true)
  for (const offset of jumps) {
    await jumpTo(offset)
    const member = await signIn()
    const name = `Lead at ${offset}`
    const captured = await member.post("/leads/new", { name, email: "clock@example.net", evenIfKnown: "on" })
    expect(captured.status, name).toBe(303)
    expect((await member.get("/")).status).toBe(200)
    const [latest] = (await issuedDays())
      .map(({ day }) => day)
      .toSorted()
      .reverse()
    const today = todayIn("Europe/Berlin", new Date(Date.now() + offset))
    const isIssued = await issue(member)
    expect(isIssued, `issued at ${offset}`).toBe(today >= latest!)
    if (!isIssued) refused += 1
    await mailAgain(member)
  }
  await untilNoJobWaits()
  const issued = await issuedDays()
  expect(issued.map(({ sequence }) => sequence)).toEqual(issued.map((_, index) => index + 1))
  expect(issued.map(({ day }) => day)).toEqual(issued.map(({ day }) => day).sort())
  expect(program.errors()).toEqual([])
  tell("the clock jumps by days, both ways", {
    jumps: jumps.length,
    "invoices in order": issued.length,
    "refused because a later day was issued before": refused,
  })
})

type Signing = {
  sent: Date
  signed: Date
  decided: Date
  evidence: Date[]
  deposits: { status: string; day: string }[]
}

async function signingOf(proposalId: string): Promise<Signing> {
  const [found] = await rows<Signing>(
    agency,
    `select v.sent_at as sent, s.signed_at as signed, p.decided_at as decided,
            array(select recorded_at from evidence e where e.proposal_id = p.id order by position) as evidence,
            (select json_agg(json_build_object('status', i.status, 'day', i.issue_on)) from invoices i
             where i.proposal_id = p.id) as deposits
     from proposals p join signatures s on s.proposal_id = p.id join proposal_versions v on v.id = s.version_id
     where p.id = $1`,
    [proposalId],
  )
  return found!
}

it("lets nothing about a signature be earlier than its proposal's sending when the clock is set back in between", async () => {
  agency = await anAgency({ name: "Meadow" })
  const reader = outsider(program.url)
  const back = size([-DAY], [-DAY, -2 * DAY, -3_600_000, -60_000])
  for (const offset of back) {
    await jumpTo(0)
    const { path, proposalId } = await aSentProposal(agency, { by: agency.as("owner", new Date()) })
    await jumpTo(offset)
    const form = { intent: "sign", consent: "on", typedName: "Ana Müller", expected: roadTotals.plain }
    expect((await reader.post(path, form)).status).toBe(303)
    const { sent, signed, decided, evidence, deposits } = await signingOf(proposalId)
    expect(signed.getTime(), `signed at ${offset}`).toBeGreaterThanOrEqual(sent.getTime())
    expect(decided.getTime()).toBeGreaterThanOrEqual(sent.getTime())
    expect(evidence).toEqual([...evidence].sort((one, other) => one.getTime() - other.getTime()))
    expect(deposits).toEqual([{ status: "issued", day: todayIn("Europe/Berlin", sent) }])
    expect((await reader.get(path)).status).toBe(200)
  }
  await jumpTo(0)
  await untilNoJobWaits()
  tell("signed while the clock is set back", { signatures: back.length, "earlier than its sending": 0 })
})

/** Asks for a new password: a mail that goes out whatever the date is. */
async function mailAgain(member: Outsider) {
  const { email } = agency.people[(["manager", "member", "finance", "guest"] as const)[resets++ % 4]!]
  const before = (await sandbox.mails(email, /password/i)).length
  expect((await member.post("/reset", { email })).status).toBeLessThan(400)
  await expect
    .poll(async () => (await sandbox.mails(email, /password/i)).length, { timeout: 20_000 })
    .toBeGreaterThan(before)
}

let resets = 0

type Job = { id: string; attempts: number; held: boolean }

/** The newest mail that is being handed over, or the job that is named. */
async function mailJob(id?: string): Promise<Job | undefined> {
  const { ownerUrl } = await ourDatabase()
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows: jobs } = await client.query<Job>(
      `select id::text, attempts, locked_at is not null as held from graphile_worker.jobs
       where task_identifier = 'deliver-mail' and ${id ? "id = $1" : "locked_at is not null and $1::text is null"}`,
      [id ?? null],
    )
    return jobs[0]
  } finally {
    await client.end()
  }
}

it("runs a job again within a second of the next start when its worker was killed", async () => {
  await jumpTo(0)
  await untilNoJobWaits()
  agency = await anAgency({ name: "Harbor" })
  const waits: number[] = []
  for (let kill = 0; kill < size(2, 20); kill++) {
    const member = await signIn()
    await sandbox.fail("sendgrid", "hang", "/v3/mail/send", 1)
    const { companyId, contactId } = await aClient(agency.owner)
    const { invoiceId } = await aDraft(agency.owner, { companyId, contactId })
    await member.post(`/invoices/${invoiceId}/issue`, { version: "1", send: "on" })
    await expect.poll(() => mailJob(), { timeout: 20_000, interval: 20 }).toMatchObject({ attempts: 1 })
    const { id } = (await mailJob())!
    await program.kill("SIGKILL")
    expect(await mailJob(id)).toEqual({ id, attempts: 1, held: true })
    await program.restart()
    const began = performance.now()
    await expect
      .poll(async () => (await mailJob(id))?.attempts ?? "done", { timeout: 20_000, interval: 10 })
      .not.toBe(1)
    waits.push(performance.now() - began)
  }
  expect(Math.max(...waits)).toBeLessThan(1_000)
  tell("job workers killed", { kills: waits.length, "longest until it ran again, ms": Math.round(Math.max(...waits)) })
})
