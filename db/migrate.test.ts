import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { afterAll, beforeAll, expect, inject, test } from "vitest"
import { cloneDatabase, type TestDatabase } from "../tests/support/cluster"
import { asAdmin, quoted } from "../tests/support/databases"
import { migrate, migrationsFolder, pendingMigrations } from "./migrate"
import { roleNames } from "./role-names"

let database: TestDatabase
let folder: string

type Journal = { entries: { idx: number; when: number; tag: string; version: string; breakpoints: boolean }[] }

/** A copy of the program's migrations with one more at the end, or, given a time, somewhere before it. */
function withMigration(tag: string, text: string, when?: number): void {
  const path = join(folder, "meta", "_journal.json")
  const journal = JSON.parse(readFileSync(path, "utf8")) as Journal
  const last = journal.entries.at(-1)!
  journal.entries.push({ ...last, idx: last.idx + 1, when: when ?? last.when + 1000, tag })
  writeFileSync(path, JSON.stringify(journal))
  writeFileSync(join(folder, `${tag}.sql`), text)
}

const run = () => migrate(database.ownerUrl, { secretKey: database.secretKey, migrationsFolder: folder })

beforeAll(async () => {
  database = await cloneDatabase()
  folder = mkdtempSync(join(tmpdir(), "signoff-migrations-"))
  cpSync(migrationsFolder(), folder, { recursive: true })
})

afterAll(async () => {
  const { web, resolver } = roleNames(database.ownerUrl)
  await database.drop()
  await asAdmin(inject("cluster").adminUrl, async (admin) => {
    for (const role of [web, resolver]) await admin.query(`drop role if exists ${quoted(role)}`)
  })
  rmSync(folder, { recursive: true })
})

test("a migrated database has nothing to do", async () => {
  const result = await run()
  expect(result).toMatchObject({ fresh: false, applied: 0 })
})

test("two programs that start at once migrate one after the other", async () => {
  withMigration("9000_first", "create function app.one() returns int language sql as 'select 1'")
  const results = await Promise.all([run(), run(), run()])
  expect(results.map((result) => result.applied).sort()).toEqual([0, 0, 1])
})

test("a migration that another branch brought in late is not skipped", async () => {
  withMigration("8999_late", "create function app.late() returns int language sql as 'select 1'", 1_500_000_000_000)
  expect((await run()).applied).toBe(1)
})

test("a migration can replace a function that belongs to the resolver, and it stays the resolver's", async () => {
  await asAdmin(database.ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ text: string }>(
      "select pg_get_functiondef('app.resolve_form'::regproc) as text",
    )
    withMigration("9001_resolver", rows[0]!.text)
    expect((await run()).applied).toBe(1)
    const after = await owner.query(
      "select rolname from pg_proc p join pg_roles r on r.oid = p.proowner where proname = 'resolve_form'",
    )
    expect(after.rows).toEqual([{ rolname: roleNames(database.ownerUrl).resolver }])
  })
})

test("a migration that fails leaves nothing of itself behind and is named", async () => {
  withMigration(
    "9002_broken",
    "create function app.half() returns int language sql as 'select 1';\n--> statement-breakpoint\nselect 1 / 0",
  )
  await expect(run()).rejects.toThrow("The migration 9002_broken failed: division by zero")
  const web = new pg.Client({ connectionString: database.ownerUrl })
  await web.connect()
  expect((await web.query("select from pg_proc where proname = 'half'")).rowCount).toBe(0)
  expect(await pendingMigrations(web, folder)).toBe(1)
  await web.end()
})

test("a migration that was changed after it ran is refused", async () => {
  writeFileSync(join(folder, "9000_first.sql"), "select 2")
  await expect(run()).rejects.toThrow("9000_first was changed")
})
