import { setTimeout as pause } from "node:timers/promises"
import pg from "pg"
import { afterAll, beforeAll, expect, it, vi } from "vitest"
import { createCompany } from "~/companies/create-company.server"
import { webPool } from "~/platform/data/database.server"
import { taskList } from "~/platform/data/worker.server"
import { newId } from "~/platform/language/ids"
import { organizationsToSeal } from "~/platform/security/resolve.server"
import { schedule } from "~/schedule.server"
import { sealEverything } from "../../tests/support/tampering"
import { type Agency, anAgency, ourDatabase, rows, runJobs } from "../../tests/support/world"
import { chainVerdict } from "./chain-verdict.server"
import { sealEvent } from "./seal-event.server"

let agency: Agency
let quiet: Agency
let owner: pg.Client
vi.setConfig({ testTimeout: 60_000 })
beforeAll(async () => {
  ;[agency, quiet] = [await anAgency(), await anAgency({ name: "Harbor" })]
  owner = new pg.Client({ connectionString: (await ourDatabase()).ownerUrl })
  await owner.connect()
  await owner.query("select set_config('app.organization_id', $1, false)", [agency.organizationId])
})
afterAll(() => owner?.end())

type Link = { sequence: bigint; name: string; event_id: string; transaction: bigint }
const chain = (of = agency) =>
  rows<Link>(
    of,
    `select s.sequence, e.name, s.event_id, e.transaction from audit_seals s join events e on e.id = s.event_id order by s.sequence`,
  )
/** Waits until no transaction of other tests, begun before ours ended, holds the sealing up. */
async function sealable(of: Agency) {
  const newest = "select max(transaction) < app.oldest_transaction() as ended from events"
  while (!(await rows<{ ended: boolean }>(of, newest))[0]?.ended) await pause(20)
}

const isWhole = async (of = agency) => (await chainVerdict(of.system(), {})).broken === null

it("is begun by the clock where something has happened, and then no more", async () => {
  await sealEverything(quiet)
  expect(await organizationsToSeal()).toEqual([agency.organizationId])
  await sealable(agency)
  const begin = taskList(schedule)["seal-event"] as (payload: unknown) => Promise<void>
  await begin({})
  await runJobs()
  expect((await chain()).length).toBeGreaterThan(3)
  expect([await organizationsToSeal(), await isWhole()]).toEqual([[], true])
  expect(await sealEvent(agency.system(), {})).toEqual({ sealed: 0 })
})

it("does not wait for a writer, nor lets one wait; what they write is sealed after them, in the order in which transactions began", async () => {
  const sealedBefore = (await chain()).length
  const writer = await webPool().connect()
  const slow = newId()
  try {
    await writer.query("begin")
    await writer.query("select set_config('app.organization_id', $1, true)", [agency.organizationId])
    await writer.query(
      "insert into events (id, name, actor_kind, payload) values ($1, 'company.created', 'system', '{}')",
      [slow],
    )
    await writer.query("insert into event_details (event_id) values ($1)", [slow])
    await createCompany(agency.owner, { name: "Meanwhile" })
    expect(await sealEvent(agency.system(), {})).toEqual({ sealed: 0 })
    expect(await chain()).toHaveLength(sealedBefore)
    await writer.query("commit")
  } finally {
    writer.release()
  }
  await sealEverything(agency)
  const added = (await chain()).slice(sealedBefore)
  expect(added.map(({ event_id }) => event_id)[0]).toBe(slow)
  expect(added.map(({ name }) => name)).toEqual(["company.created", "company.created"])
  expect(await isWhole()).toBe(true)
})

it("makes one chain, however many seal at once while others write", async () => {
  const writing = Array.from({ length: 20 }, (_, n) => createCompany(agency.owner, { name: `Company ${n}` }))
  const sealing = Array.from({ length: 12 }, () => sealEvent(agency.system(), {}))
  await Promise.all([...writing, ...sealing])
  await sealEverything(agency)
  const links = await chain()
  expect(links.map(({ sequence }) => Number(sequence))).toEqual(links.map((_, index) => index + 1))
  const transactions = links.map(({ transaction }) => transaction)
  expect(transactions).toEqual([...transactions].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)))
  const { unsealed } = await chainVerdict(agency.system(), {})
  expect([await isWhole(), unsealed]).toEqual([true, 0])
})

it("works through very many in batches, and does not take from one organization what is another's", async () => {
  await owner.query(
    `insert into events (id, name, actor_kind, payload)
     select ('01980f3a-7c55-7' || lpad(to_hex(n % 4096), 3, '0') || '-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'company.edited', 'system', '{}'
     from generate_series(1, 12000) n`,
  )
  await owner.query("insert into event_details (event_id) select id from events where name = 'company.edited'")
  await sealable(agency)
  const began = performance.now()
  await sealEvent(agency.system(), {})
  await runJobs()
  const took = performance.now() - began
  const links = await chain()
  expect(links.length).toBeGreaterThan(12_000)
  expect(took).toBeLessThan(15_000)
  expect([await isWhole(), await isWhole(quiet)]).toEqual([true, true])
  expect((await chain(quiet)).length).toBeLessThan(100)
})
