import { sql } from "drizzle-orm"
import { beforeAll, expect, test } from "vitest"
import { type Agency, anAgency } from "../../../tests/support/world"
import { readTogether, webPool } from "./database.server"

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
