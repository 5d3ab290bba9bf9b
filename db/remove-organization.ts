import pg, { escapeIdentifier as name } from "pg"

/** What a removal took: rows of the organization's own tables, people who belonged nowhere else, and jobs that waited. */
export type Removed = { rows: number; people: number; jobs: number }

/**
 * Removes an organization as a whole and for good: every row that carries it, by the catalogue; the people who belong to no other
 * organization, with whatever signs them in; its jobs. `ownerUrl`: the owner of the tables, whom row-level security holds to this
 * one organization. It is closed first, and what was written meanwhile goes in a second round. Files are not touched.
 */
export async function removeOrganization(ownerUrl: string, organizationId: string): Promise<Removed> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "signoff removal" })
  client.on("error", () => {})
  await client.connect()
  try {
    await within(client, organizationId, () => close(client))
    const removed = await within(client, organizationId, () => removeRows(client, organizationId))
    const late = await within(client, organizationId, () => removeWalled(client, organizationId))
    return { ...removed, rows: removed.rows + late }
  } finally {
    await client.end()
  }
}

async function within<R>(client: pg.Client, organizationId: string, work: () => Promise<R>): Promise<R> {
  await client.query("begin")
  try {
    await client.query("select set_config('app.organization_id', $1, true), set_config('app.leaving', $1, true)", [
      organizationId,
    ])
    const done = await work()
    await client.query("commit")
    return done
  } catch (error) {
    await client.query("rollback")
    throw error
  }
}

/** Nobody gets in any more: sessions, links, forms and keys ask whether the organization was deleted. */
const close = (client: pg.Client) =>
  client.query("update public.organizations set deleted_at = now() where deleted_at is null")

async function removeRows(client: pg.Client, organizationId: string): Promise<Removed> {
  const { rows: people } = await client.query<{ id: string }>("select person_id as id from public.members")
  const rows = await removeWalled(client, organizationId)
  await client.query("delete from public.installation_events where payload ->> 'organizationId' = $1", [organizationId])
  let gone = 0
  for (const { id } of people) if (await removePerson(client, id)) gone++
  const jobs = await client.query("delete from graphile_worker._private_jobs where payload ->> 'organization' = $1", [
    organizationId,
  ])
  await client.query("delete from public.organizations where id = $1", [organizationId])
  return { rows, people: gone, jobs: jobs.rowCount ?? 0 }
}

/** All tables that carry an organization, in one statement: references among them are asked for when all of them are empty. */
async function removeWalled(client: pg.Client, organizationId: string): Promise<number> {
  const { rows: found } = await client.query<{ table: string }>(CARRYING)
  const own = found.map(({ table }) => table).filter((table) => !tallied(table))
  const parts = own.map(
    (table, at) => `d${at} as (delete from public.${name(table)} where organization_id = $1 returning 1)`,
  )
  const sum = own.map((_, at) => `(select count(*) from d${at})`).join(" + ")
  const { rows } = await client.query<{ count: string }>(`with ${parts.join(", ")} select ${sum} as count`, [
    organizationId,
  ])
  for (const { table } of found.filter(({ table }) => tallied(table)))
    await client.query(`delete from public.${name(table)} where organization_id = $1`, [organizationId])
  return Number(rows[0]?.count ?? 0)
}

/** Tallies follow the rows they add up, so they are written until those are gone. */
const tallied = (table: string) => table.endsWith("_tallies")

/** A person who is still a member elsewhere, or looks after the installation, stays: the first is for the database to say, by its references. */
async function removePerson(client: pg.Client, personId: string): Promise<boolean> {
  const { rows: referring } = await client.query<{ table: string; column: string }>(REFERRING_TO_PEOPLE)
  await client.query("savepoint person")
  try {
    for (const { table, column } of referring)
      await client.query(`delete from public.${name(table)} where ${name(column)} = $1`, [personId])
    await client.query("delete from public.installation_events where person_id = $1", [personId])
    const { rowCount } = await client.query("delete from public.people where id = $1 and not is_super_admin", [
      personId,
    ])
    if (rowCount === 1) return true
  } catch (error) {
    if ((error as pg.DatabaseError).code !== "23503") throw error
  }
  await client.query("rollback to savepoint person")
  return false
}

const CARRYING = `
  select c.relname as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
  where n.nspname = 'public' and c.relkind in ('r', 'p') order by 1`

/** Tables outside of the wall that belong to a person: factors, sessions, ways back in. */
const REFERRING_TO_PEOPLE = `
  select c.relname as table, a.attname as column from pg_constraint k join pg_class c on c.oid = k.conrelid
  join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
  where k.contype = 'f' and k.confrelid = 'public.people'::regclass and not c.relrowsecurity`
