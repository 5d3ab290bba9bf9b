import { tables } from "#db/grants"
import { globalTables } from "../contracts/global-tables"
import { idsIn } from "./answers"
import { rows } from "./world"

/* Two organizations are told apart by what stands in the tables behind the wall. */

type Organization = { organizationId: string }

/** The tables behind the wall. */
export const walled = Object.keys(tables).filter((table) => !table.includes(".") && !(table in globalTables))

/** Every row of an organization, boiled down to one number a table. */
export async function checksumsOf(organization: Organization): Promise<Record<string, string>> {
  const sums = walled.map((table) => {
    const own = `${table === "organizations" ? "id" : "organization_id"} = '${organization.organizationId}'`
    return `select '${table}' as name, count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) as sum from ${table} t where ${own}`
  })
  const found = await rows<{ name: string; sum: string }>(organization, sums.join(" union all "))
  return Object.fromEntries(found.map(({ name, sum }) => [name, sum]))
}

/** Every row of an organization, as JSON. */
export async function everythingOf(organization: Organization): Promise<unknown[]> {
  const found = await Promise.all(
    walled.map((table) => rows<{ row: unknown }>(organization, `select to_jsonb(t) as row from ${table} t`)),
  )
  return found.flat()
}

/** The ids of all records of an organization, its people among them. */
export const idsOf = async (organization: Organization): Promise<Set<string>> => idsIn(await everythingOf(organization))
