import { sql } from "drizzle-orm"
import { beforeAll, expect, test } from "vitest"
import { type Agency, anAgency } from "../../../tests/support/world"
import { askOnce, type Db, databaseCode, readTogether, transact, webPool } from "./database.server"

let agency: Agency

beforeAll(async () => {
  agency = await anAgency()
})

const opening = () => ({ organizationId: agency.organizationId, now: new Date() })

/** Which connection and transaction a reader reads in, and for which organization. */
const place = (reader: object) =>
  readTogether(reader, opening(), async (db) => {
    const { rows } = await db.execute<{ pid: number; since: string; organization: string }>(
      sql`select pg_backend_pid() as pid, now()::text as since, app.current_organization()::text as organization`,
    )
    return rows[0]!
  })

const settled = () => new Promise((resume) => setTimeout(resume, 20))

test("what one reader asks at once is read in one transaction, and another's in another", async () => {
  const [one, other] = [{}, {}]
  const [first, second, third] = await Promise.all([place(one), place(one), place(other)])
  expect(first).toEqual(second)
  expect(first!.organization).toBe(agency.organizationId)
  expect(third!.since).not.toBe(first!.since)
})

test("its connection is given back, and what is asked later is read anew", async () => {
  const reader = {}
  const first = await place(reader)
  await settled()
  expect(webPool().idleCount).toBe(webPool().totalCount)
  expect((await place(reader)).since).not.toBe(first.since)
})

test("nothing is written in it, and what failed does not stand in the way of what is asked later", async () => {
  const reader = {}
  const writing = readTogether(reader, opening(), (db) => db.execute(sql`delete from notes`))
  await expect(writing).rejects.toMatchObject({ cause: { code: "25006" } })
  expect((await place(reader)).organization).toBe(agency.organizationId)
  await settled()
  expect(webPool().idleCount).toBe(webPool().totalCount)
})

const teams = async () => {
  const { rows } = await readTogether({}, opening(), (db) =>
    db.execute<{ n: number }>(sql`select count(*)::int as n from teams`),
  )
  return rows[0]!.n
}

const newTeam = (name: string | null) => sql`insert into teams (id, name) values (gen_random_uuid(), ${name})`

test("what is written without waiting for its answer is there once the transaction ended", async () => {
  const before = await teams()
  await transact(opening(), async (db, later) => {
    later(db.execute(newTeam("One")))
    later(db.execute(newTeam("Two")))
  })
  expect(await teams()).toBe(before + 2)
})

test("a statement that was not waited for and fails takes the whole transaction with it, and its failure is the one that is told", async () => {
  const before = await teams()
  const acts = [
    (): unknown => null,
    (db: { execute(text: ReturnType<typeof sql>): unknown }) => db.execute(sql`select 1`),
    () => Promise.reject(new Error("what the code made of it")),
  ]
  for (const act of acts) {
    const failing = transact(opening(), async (db, later) => {
      later(db.execute(newTeam("Three")))
      later(db.execute(newTeam(null)))
      await act(db)
    })
    const error = await failing.catch((failure: unknown) => failure)
    expect(databaseCode(error)).toBe("23502")
  }
  expect(await teams()).toBe(before)
  await settled()
  expect(webPool().idleCount).toBe(webPool().totalCount)
})

test("what is asked again of one reading is asked once, while it lasts; where something is written each time", async () => {
  let asked = 0
  const ask = (db: Db) => askOnce(db, "how often", async () => ++asked)
  const reader = {}
  const read = () => readTogether(reader, opening(), ask)
  expect(await Promise.all([read(), read()])).toEqual([1, 1])
  await settled()
  expect(await read()).toBe(2)
  expect(await readTogether({}, opening(), ask)).toBe(3)
  await transact(opening(), async (db) => expect(await Promise.all([ask(db), ask(db)])).toEqual([4, 5]))
})
