import pg from "pg"
import { afterAll, beforeAll, expect, test } from "vitest"
import { cloneDatabase, type TestDatabase } from "../tests/support/cluster"
import { asAdmin } from "../tests/support/databases"
import { readCatalogue } from "./catalogue"
import { grants } from "./grants"
import { assertSafeWebRole } from "./roles"

let database: TestDatabase
let web: pg.Client

beforeAll(async () => {
  database = await cloneDatabase()
  web = new pg.Client({ connectionString: database.webUrl })
  await web.connect()
})

afterAll(async () => {
  await web.end()
  await database.drop()
})

test("the program's web role is held by row-level security", async () => {
  await expect(assertSafeWebRole(database.webUrl)).resolves.toBeUndefined()
})

test("a web connection as the owner of the tables is refused in one sentence", async () => {
  await expect(assertSafeWebRole(database.ownerUrl)).rejects.toThrow(
    /will not serve as the database role \S+, because it (may make roles|owns tables)/,
  )
})

test("the web role cannot empty, make or give away anything", async () => {
  for (const statement of [
    "truncate organizations",
    "create table public.mine ()",
    "create schema mine",
    "delete from organizations",
  ]) {
    await expect(web.query(statement), statement).rejects.toThrow(/permission denied/)
  }
})

test("the web role cannot become the resolver or the owner", async () => {
  const { rows } = await web.query<{ rolname: string }>(
    "select rolname from pg_roles where rolname <> current_user and pg_has_role(current_user, oid, 'member')",
  )
  expect(rows).toEqual([])
})

test("every session of the web role has limits, and counts with today's disks", async () => {
  const setting = async (name: string) => (await web.query(`select current_setting($1) as value`, [name])).rows[0].value
  expect(await setting("statement_timeout")).toBe("15s")
  expect(await setting("lock_timeout")).toBe("5s")
  expect(await setting("idle_in_transaction_session_timeout")).toBe("15s")
  expect(await setting("random_page_cost")).toBe("1.1")
  expect(await setting("enable_material")).toBe("off")
})

test("the owner is no member of the resolver once the start is over", async () => {
  await asAdmin(database.ownerUrl, async (owner) => {
    const { rows } = await owner.query(
      "select rolname from pg_roles where rolname like 'signoff%resolver' and pg_has_role(current_user, oid, 'usage') and not rolsuper",
    )
    expect(rows).toEqual([])
  })
})

test("every table that the lists name is there", async () => {
  await asAdmin(database.ownerUrl, async (owner) => {
    const { tables, functions } = await readCatalogue(owner)
    const there = tables.map(({ schema, table }) => (schema === "public" ? table : `${schema}.${table}`))
    expect(Object.keys(grants.tables).filter((name) => !there.includes(name))).toEqual([])
    expect(Object.keys(grants.resolverTables).filter((name) => !there.includes(name))).toEqual([])
    const names = functions.map(({ name }) => name)
    expect([...grants.resolverFunctions, ...grants.ownerFunctions].filter((name) => !names.includes(name))).toEqual([])
  })
})
