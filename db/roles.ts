import pg, { escapeLiteral as literal, escapeIdentifier as name } from "pg"
import { CannotStart } from "./cannot-start"
import { readCatalogue } from "./catalogue"
import { grantStatements } from "./grant-statements"
import { type Grants, grants as theGrants } from "./grants"
import { roleNames, scramVerifier, webPassword } from "./role-names"

/**
 * How every web session is set, in the words of Postgres: no request may hold a connection or a lock for long, a page of a
 * table out of its order costs next to nothing more than one in it (Postgres assumes turning disks, 4), and a join looks up each row
 * by its key: kept plans take an organization for a small one, and would go through a copy of all its companies for each of fifty deals.
 */
const SETTINGS = {
  statement_timeout: "15s",
  lock_timeout: "5s",
  idle_in_transaction_session_timeout: "15s",
  random_page_cost: "1.1",
  enable_material: "off",
}

/** Who owns the tables, who serves every request, and who owns the functions that find an organization. */
export type Roles = { owner: string; web: string; resolver: string }

type Wanted = { ownerUrl: string; secretKey: string; webUrl?: string }

/**
 * Makes what is missing of the database's two roles and sets the web role's password and settings. `client`: the owner's connection. Where the
 * owner may not make roles, throws with the statements that an administrator has to run.
 */
export async function makeRoles(client: pg.Client, wanted: Wanted): Promise<Roles> {
  const { password, ...roles } = await wantedRoles(client, wanted)
  await inTransaction(client, async () => {
    await createMissing(client, roles, password)
    if (!(await mayAlter(client, roles.web))) return
    const verifier = password ? ` password ${literal(scramVerifier(password, roles.web))}` : ""
    await client.query(`alter role ${name(roles.web)} login nocreatedb nocreaterole${verifier}`)
    for (const statement of settingsOf(roles.web)) await client.query(statement)
  })
  return roles
}

/** Gives the roles exactly what the lists say, at once: whoever is connected never sees a half of it. `client`: the owner's connection. */
export async function grantRoles(client: pg.Client, roles: Roles, grants: Grants = theGrants): Promise<void> {
  await inTransaction(client, () =>
    withResolver(client, roles.resolver, async () => {
      const catalogue = await readCatalogue(client)
      const app = catalogue.schemas.includes("app")
      if (app) await client.query(`grant create on schema app to ${name(roles.resolver)}`)
      await client.query(grantStatements(catalogue, roles, grants).join(";\n"))
      if (app) await client.query(`revoke create on schema app from ${name(roles.resolver)}`)
      if (catalogue.schemas.includes("drizzle")) await client.query(readingMigrations(roles.web))
    }),
  )
}

const readingMigrations = (web: string) =>
  `grant usage on schema drizzle to ${name(web)}; grant select on all tables in schema drizzle to ${name(web)}`

/**
 * Runs work as a member of the resolver, whose functions the owner can replace only then, and of whoever else owns functions of schema
 * `app` (the resolver of the database that this one was copied from, or of its name before it was renamed).
 */
export async function withResolver<T>(client: pg.ClientBase, resolver: string, work: () => Promise<T>): Promise<T> {
  const inheriting = (await serverVersion(client)) >= 16 ? " with inherit true, set true" : ""
  const joined: string[] = []
  for (const role of await functionOwners(client, resolver)) {
    if (!(await mayAlter(client, role))) continue
    await client.query(`grant ${name(role)} to current_user${inheriting}`)
    joined.push(role)
  }
  try {
    return await work()
  } finally {
    for (const role of joined) await client.query(`revoke ${name(role)} from current_user`).catch(() => {})
  }
}

async function functionOwners(client: pg.ClientBase, resolver: string): Promise<string[]> {
  const { rows } = await client.query<{ rolname: string }>(
    `select r.rolname from pg_roles r where r.rolname <> current_user and (r.rolname = $1 or exists (
      select from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'app' and p.proowner = r.oid))`,
    [resolver],
  )
  return rows.map((row) => row.rolname)
}

async function wantedRoles(
  client: pg.Client,
  { ownerUrl, secretKey, webUrl }: Wanted,
): Promise<Roles & { password: string }> {
  const owner = (await client.query<{ current_user: string }>("select current_user")).rows[0]!.current_user
  const names = roleNames(ownerUrl)
  if (!webUrl) return { owner, ...names, password: webPassword(names.web, secretKey) }
  const { user, password } = new pg.Client({ connectionString: webUrl })
  if (!user || user === owner)
    throw new CannotStart(`DATABASE_WEB_URL must name another role than DATABASE_URL: ${owner} owns the tables.`)
  return { owner, web: user, resolver: names.resolver, password: typeof password === "string" ? password : "" }
}

async function createMissing(client: pg.Client, roles: Roles, password: string): Promise<void> {
  const { web, resolver } = roles
  const { rows } = await client.query<{ rolname: string }>("select rolname from pg_roles where rolname in ($1, $2)", [
    web,
    resolver,
  ])
  const there = new Set(rows.map((row) => row.rolname))
  const missing = [web, resolver].filter((role) => !there.has(role))
  if (missing.length > 0 && !(await mayMakeRoles(client)))
    throw new CannotStart(await forAdministrator(client, roles, missing, password))
  if (!there.has(resolver)) await client.query(`create role ${name(resolver)} nologin`)
  if (!there.has(web)) await client.query(`create role ${name(web)} login noinherit`)
}

const settingsOf = (web: string) =>
  Object.entries(SETTINGS).map(([setting, value]) => `alter role ${name(web)} set ${setting} = ${literal(value)}`)

async function mayMakeRoles(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(
    "select rolcreaterole or rolsuper as may from pg_roles where rolname = current_user",
  )
  return rows[0]?.may === true
}

/** Whether the owner may change a role and its members; false for a role that is not there. */
async function mayAlter(client: pg.ClientBase, role: string): Promise<boolean> {
  const { rows } = await client.query<{ creator: boolean; admin: boolean }>(
    `select me.rolcreaterole as creator, pg_has_role(it.oid, 'member with admin option') as admin
     from pg_roles me, pg_roles it where me.rolname = current_user and it.rolname = $1`,
    [role],
  )
  const may = rows[0]
  return may !== undefined && (may.admin || (may.creator && (await serverVersion(client)) < 16))
}

/** The statements of an administrator, as one text to be pasted; the password stands in them only as what Postgres stores of it. */
async function forAdministrator(
  client: pg.Client,
  { owner, web, resolver }: Roles,
  missing: string[],
  password: string,
): Promise<string> {
  const inheriting = (await serverVersion(client)) >= 16 ? " with inherit true, set true" : ""
  const verifier = literal(scramVerifier(password, web))
  const statements = [
    ...(missing.includes(web)
      ? [`create role ${name(web)} login noinherit password ${verifier}`, ...settingsOf(web)]
      : []),
    ...(missing.includes(resolver) ? [`create role ${name(resolver)} nologin`] : []),
    `grant ${name(resolver)} to ${name(owner)}${inheriting}`,
  ]
  return `The role ${owner} of DATABASE_URL may not make roles. Let an administrator of the database server run this, then start again:\n\n${statements.join(";\n")};\n`
}

/** Refuses a web connection for which row-level security would be no wall: superuser, bypassing, owning tables, or able to become such a role. */
export async function assertSafeWebRole(webUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: webUrl, application_name: "signoff roles" })
  try {
    await client.connect().catch((error: Error) => {
      throw new CannotStart(
        `The database role ${client.user}, which serves requests (DATABASE_WEB_URL), cannot sign in: ${error.message}`,
      )
    })
    const { rows } = await client.query<{ role: string; because: string }>(UNSAFE)
    if (rows[0])
      throw new CannotStart(
        `The program will not serve as the database role ${rows[0].role}, because it ${rows[0].because}: organizations would not be kept apart. Set DATABASE_WEB_URL to another role, or leave it out.`,
      )
  } finally {
    await client.end()
  }
}

const UNSAFE = `
  select current_user as role, case
      when r.rolsuper then 'is a superuser'
      when r.rolbypassrls then 'may bypass row-level security'
      when r.rolcreaterole then 'may make roles'
      else 'owns tables' end || case when r.rolname = current_user then '' else ' by way of ' || r.rolname end as because
  from pg_roles r
  where (r.rolname = current_user or pg_has_role(current_user, r.oid, 'member'))
    and (r.rolsuper or r.rolbypassrls or r.rolcreaterole
      or exists (select from pg_class c where c.relowner = r.oid and c.relkind in ('r', 'p', 'v', 'm') and c.relpersistence <> 't'))
  order by r.rolname = current_user desc limit 1`

async function serverVersion(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ number: string }>("select current_setting('server_version_num') as number")
  return Math.floor(Number(rows[0]?.number) / 10_000)
}

async function inTransaction(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query("begin")
  try {
    await work()
    await client.query("commit")
  } catch (error) {
    await client.query("rollback")
    throw error
  }
}
