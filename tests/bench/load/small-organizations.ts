import type pg from "pg"
import { escapeIdentifier } from "pg"

/** Tables whose rows are known outside of their organization, by a secret or a key, and so cannot be had twice. */
const once = ["forms", "links", "link_uses", "sessions", "documents", "checkouts", "payment_files", "mails"]

/** Copies an organization with all it has, so many times, under other names: the neighbours of the large one. */
export async function loadNeighbours(client: pg.Client, patternId: string, count: number) {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select c.table_name as name, array_agg(c.column_name::text order by c.ordinal_position) as columns
     from information_schema.columns c
     where c.table_schema = 'public' and c.is_generated = 'NEVER' and c.table_name in
       (select table_name from information_schema.columns where table_schema = 'public' and column_name = 'organization_id')
     group by c.table_name`,
  )
  await client.query("set session_replication_role = replica")
  const neighbour = (g: string) => `('01900000-0000-7000-8fff-' || lpad(to_hex(${g}), 12, '0'))::uuid`
  const copy = (table: string, columns: string[], change: Record<string, string>, where: string) =>
    client.query(`
      insert into ${table} (${columns.map(escapeIdentifier).join(", ")})
      select ${columns.map((name) => change[name] ?? `p.${escapeIdentifier(name)}`).join(", ")}
      from generate_series(1, ${count}) g cross join ${table} p where ${where} = '${patternId}'`)
  const organization = await client.query<{ name: string }>(
    "select column_name as name from information_schema.columns where table_schema = 'public' and table_name = 'organizations'",
  )
  const names = organization.rows.map(({ name }) => name)
  const own = { id: neighbour("g"), name: "p.name || ' ' || g", stripe_key: "null" }
  await copy("organizations", names, own, "p.id")
  for (const { name, columns } of rows.filter(({ name }) => !once.includes(name)))
    await copy(name, columns, { organization_id: neighbour("g") }, "p.organization_id")
  await client.query("set session_replication_role = origin")
}
