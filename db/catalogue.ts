import type { ClientBase } from "pg"
import type { Catalogue } from "./grant-statements"

/** Schemas whose tables and privileges their own libraries keep; the web role never enters them, but for the list of migrations. */
const LIBRARIES = ["graphile_worker", "drizzle"]

/** Reads which tables, functions and schemas the database has, leaving out what extensions brought. */
export async function readCatalogue(client: ClientBase): Promise<Catalogue> {
  const tables = await client.query<Catalogue["tables"][number]>(TABLES, [LIBRARIES])
  const functions = await client.query<Catalogue["functions"][number]>(FUNCTIONS)
  const schemas = await client.query<{ nspname: string }>(
    "select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'",
  )
  return { tables: tables.rows, functions: functions.rows, schemas: schemas.rows.map((row) => row.nspname) }
}

const TABLES = `
  select n.nspname as schema, c.relname as table, c.relrowsecurity as "rowSecurity",
    (select r.rolname from pg_policy p join pg_roles r on r.oid = any (p.polroles) where p.polrelid = c.oid and p.polname = 'resolver' limit 1) as "resolverPolicy"
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and n.nspname <> all ($1)
    and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
  order by 1, 2`

const FUNCTIONS = `
  select p.oid::regprocedure::text as signature, p.proname as name, r.rolname as owner, p.prosecdef as definer, p.prorettype = 'trigger'::regtype as trigger
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_roles r on r.oid = p.proowner
  where n.nspname = 'app' and p.prokind in ('f', 'p')
    and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
  order by 1`
