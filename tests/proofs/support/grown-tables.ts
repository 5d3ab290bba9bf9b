import { type Agency, rows } from "../../support/world"

/** How many rows each table of an organization has. */
export type Tables = Record<string, number>

/** Every table that is kept by organization and that the program may read, as the database itself lists them. */
async function tableNames(agency: Agency): Promise<string[]> {
  const listed = await rows<{ name: string }>(
    agency,
    `select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relkind = 'r' and a.attname = 'organization_id' and not a.attisdropped and has_table_privilege(c.oid, 'select')
     order by 1`,
  )
  return listed.map(({ name }) => name)
}

/** Counts all of an organization's tables in one reading. */
export async function counterOfTables(agency: Agency): Promise<() => Promise<Tables>> {
  const names = await tableNames(agency)
  const counts = names.map((name) => `(select count(*)::int from ${name}) as "${name}"`).join(", ")
  return async () => (await rows<Tables>(agency, `select ${counts}`))[0]!
}

/** What came to each table since, where anything did. */
export function growth(before: Tables, after: Tables): Tables {
  const grown = Object.keys(after).map((name) => [name, after[name]! - before[name]!] as const)
  return Object.fromEntries(grown.filter(([, by]) => by !== 0))
}
