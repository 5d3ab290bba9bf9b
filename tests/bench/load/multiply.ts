import type pg from "pg"
import { escapeIdentifier } from "pg"

/** Which numbers are loaded now: from the first to the last, both included. */
export type Span = { from: number; to: number }

type Multiplied = {
  table: string
  /** The rows that are taken as patterns, one after the other. */
  patterns: string
  /** Another value for a column, as SQL; `g` is the number of the new row, `p` its pattern. */
  change: Record<string, string>
  span: Span
  /** Which of the numbers, as a condition on `g`; all when it is left out. */
  only?: string
  /** Rows that belong to the new row instead of the new row itself: which ones, as a join to their pattern `p`. */
  partsOf?: { table: string; on: string; patterns: string }
}

const columnsOf = new Map<string, string[]>()

async function columns(client: pg.Client, table: string): Promise<string[]> {
  const known = columnsOf.get(table)
  if (known) return known
  const found = await client.query<{ name: string }>(
    "select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' order by ordinal_position",
    [table],
  )
  const names = found.rows.map(({ name }) => name)
  columnsOf.set(table, names)
  return names
}

/** Writes many rows like a few that the program itself made: whole and lawful, with other ids, names and times. */
export async function multiply(client: pg.Client, { table, patterns, change, span, only, partsOf }: Multiplied) {
  const names = await columns(client, table)
  const source = partsOf ? "part" : "p"
  const values = names.map((name) => change[name] ?? `${source}.${escapeIdentifier(name)}`)
  const picked = partsOf?.patterns ?? patterns
  const join = partsOf ? `join (${patterns}) part on ${partsOf.on}` : ""
  await client.query(`
    insert into ${table} (${names.map(escapeIdentifier).join(", ")})
    select ${values.join(", ")}
    from generate_series(${span.from}, ${span.to}) g
    join (select row_number() over () - 1 as pick, count(*) over () as picks, q.* from (${picked}) q) p on p.pick = g % p.picks
    ${join} ${only ? `where ${only}` : ""}`)
}

/** The id of a loaded row: the same number always has the same id, and ids grow with numbers. */
export const idOf = (kind: number, number: string) =>
  `('01900000-0000-7000-8${kind.toString(16).padStart(3, "0")}-' || lpad(to_hex(${number}), 12, '0'))::uuid`
