import pg from "pg"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { tables } from "#db/grants"
import { cloneDatabase, type TestDatabase } from "../support/cluster"
import { globalTables } from "./global-tables"

let database: TestDatabase
let owner: pg.Client

beforeAll(async () => {
  database = await cloneDatabase()
  owner = new pg.Client(database.ownerUrl)
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await database.drop()
})

type Found = { name: string; enabled: boolean; forced: boolean; policies: number; keyed: boolean }

async function publicTables(client: pg.Client): Promise<Found[]> {
  const { rows } = await client.query<Found>(`
    select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
      (select count(*)::int from pg_policy p where p.polrelid = c.oid and p.polqual is not null and p.polwithcheck is not null) as policies,
      exists (
        select from pg_constraint k join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
        where k.conrelid = c.oid and k.contype = 'p' and (a.attname = 'organization_id' or c.relname = 'organizations')
      ) as keyed
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p')`)
  return rows
}

const outsideTheWall = (found: Found[]) =>
  found
    .filter((t) => !(t.name in globalTables) && !(t.enabled && t.forced && t.policies > 0 && t.keyed))
    .map((t) => t.name)

describe("the catalogue", () => {
  it("has every table behind the wall, forced and keyed by organization, or on the short global list", async () => {
    expect(outsideTheWall(await publicTables(owner))).toEqual([])
  })

  it("would show a table that is not behind the wall", async () => {
    await owner.query("create table planted (id uuid primary key)")
    expect(outsideTheWall(await publicTables(owner))).toEqual(["planted"])
    await owner.query("drop table planted")
  })

  it("lists what the web role may do with every table, and nothing it does not have", async () => {
    const found = (await publicTables(owner)).map((t) => t.name).sort()
    expect(
      Object.keys(tables)
        .filter((t) => !t.includes("."))
        .sort(),
    ).toEqual(found)
  })

  it("gives the web role exactly what is listed", async () => {
    expect(await otherPrivileges(owner, tables)).toEqual([])
  })

  it("would show a privilege that is not listed", async () => {
    await owner.query(`grant truncate on organizations to ${webRole()}`)
    expect(await otherPrivileges(owner, tables)).toEqual(["organizations: truncate is not listed"])
    await owner.query(`revoke truncate on organizations from ${webRole()}`)
    const listed = { ...tables, evidence: ["select", "insert", "update"] }
    expect(await otherPrivileges(owner, listed)).toEqual(["evidence: update is listed, but not given"])
  })

  it("gives every reference between walled tables both columns of the key", async () => {
    expect(await singleColumnReferences(owner)).toEqual([])
  })

  it("would show a reference by id alone", async () => {
    await owner.query("create unique index planted_leads on leads (id)")
    await owner.query("create table planted (organization_id uuid, lead_id uuid references leads (id))")
    await owner.query("alter table planted enable row level security")
    expect(await singleColumnReferences(owner)).toEqual(["planted.planted_lead_id_fkey"])
    await owner.query("drop table planted")
    await owner.query("drop index planted_leads")
  })

  it("keeps the functions that pass the wall with the role that nobody can log in as", async () => {
    const { rows } = await owner.query<{ name: string; login: boolean; bypass: boolean }>(`
      select p.proname as name, r.rolcanlogin as login, r.rolbypassrls as bypass from pg_proc p
      join pg_namespace n on n.oid = p.pronamespace join pg_roles r on r.oid = p.proowner
      where n.nspname = 'app' and p.proname like 'resolve%'`)
    expect(rows.length).toBeGreaterThan(4)
    expect(rows.filter((f) => f.login || f.bypass)).toEqual([])
  })

  it("lets nobody read a tenant table without an organization", async () => {
    const web = new pg.Client(database.webUrl)
    await web.connect()
    for (const { name } of await publicTables(owner)) {
      if (name in globalTables) continue
      await expect(web.query(`select * from ${name}`), name).rejects.toThrow(/no organization is set/)
    }
    await web.end()
  })
})

async function singleColumnReferences(client: pg.Client) {
  const { rows } = await client.query<{ reference: string }>(`
    select c.conrelid::regclass::text || '.' || c.conname as reference from pg_constraint c
    join pg_class target on target.oid = c.confrelid
    where c.contype = 'f' and c.connamespace = 'public'::regnamespace and target.relrowsecurity
      and target.relname <> 'organizations' and array_length(c.conkey, 1) < 2`)
  return rows.map((r) => r.reference)
}

/** The web role's name, as SQL writes it. */
const webRole = () => pg.escapeIdentifier(new URL(database.webUrl).username)

const privileges = ["select", "insert", "update", "delete", "truncate", "references", "trigger"] as const
const shorthand: Record<string, readonly string[]> = {
  all: ["select", "insert", "update", "delete"],
  append: ["select", "insert"],
  read: ["select"],
  none: [],
}

/** Where the web role's privileges on the tables are not what the list says. */
async function otherPrivileges(client: pg.Client, listed: typeof tables): Promise<string[]> {
  const role = new URL(database.webUrl).username
  const found: string[] = []
  for (const [table, grant] of Object.entries(listed)) {
    const may = typeof grant === "string" ? shorthand[grant]! : grant
    const asked = privileges.map((each) => `has_table_privilege($1, '${table}', '${each}') as "${each}"`)
    const { rows } = await client.query<Record<string, boolean>>(`select ${asked.join(", ")}`, [role])
    for (const each of privileges) {
      if (rows[0]![each] && !may.includes(each)) found.push(`${table}: ${each} is not listed`)
      if (!rows[0]![each] && may.includes(each)) found.push(`${table}: ${each} is listed, but not given`)
    }
  }
  return found
}
