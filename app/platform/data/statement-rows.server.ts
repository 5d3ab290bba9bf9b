import { Column, getTableName, is, SQL, Subquery } from "drizzle-orm"
import type { SelectedFieldsOrdered } from "drizzle-orm/pg-core"

/** Which tables of a statement's joins have a row for each of its rows, by name. */
type AlwaysThere = Record<string, boolean>

/** What becomes of one column of an answer: where it goes, and how its value is read; null where it is taken as it came. */
type Place = { path: string[]; read: ((value: unknown) => unknown) | null; table: string | null }

type Row = Record<string, unknown>

/**
 * Rows as objects, as Drizzle (0.45) makes them: what becomes of each column is worked out once for all rows. A table that was
 * joined and had no row is null.
 */
export function rowsOf(fields: SelectedFieldsOrdered, rows: unknown[][], alwaysThere?: AlwaysThere): Row[] {
  if (rows.length === 0) return []
  const places = fields.map(placeOf)
  const joined = alwaysThere ? places.filter(({ path, table }) => path.length === 2 && table !== null) : []
  return rows.map((row) => {
    const made = rowOf(places, row)
    if (joined.length > 0) leaveOut(made, joined, alwaysThere!)
    return made
  })
}

function rowOf(places: Place[], row: unknown[]): Row {
  const made: Row = {}
  for (let at = 0; at < places.length; at++) {
    const { path, read } = places[at]!
    const given = row[at]
    const value = given === null || read === null ? given : read(given)
    if (path.length === 1) made[path[0]!] = value
    else within(made, path)[path.at(-1)!] = value
  }
  return made
}

function within(made: Row, path: string[]): Row {
  let node = made
  for (const key of path.slice(0, -1)) {
    node[key] ??= {}
    node = node[key] as Row
  }
  return node
}

/** Makes null what one joined table alone fills and has nothing in. */
function leaveOut(made: Row, joined: Place[], alwaysThere: AlwaysThere) {
  const empty = new Map<string, string | false>()
  for (const { path, table } of joined) {
    const [name, key] = path as [string, string]
    const known = empty.get(name)
    if (known === undefined) empty.set(name, (made[name] as Row)[key] === null ? table! : false)
    else if (known !== false && known !== table) empty.set(name, false)
  }
  for (const [name, table] of empty) if (table !== false && !alwaysThere[table]) made[name] = null
}

/** As most columns read: not at all. */
const asItCame = Column.prototype.mapFromDriverValue
const expressionAsItCame = readerOf(new SQL([])).mapFromDriverValue

type Reader = { mapFromDriverValue(value: unknown): unknown }

type OfColumn = Omit<Place, "path">

/** What becomes of a column's values is the same for as long as the program runs. */
const columns = new WeakMap<Column, OfColumn>()

function placeOf({ path, field }: SelectedFieldsOrdered[number]): Place {
  if (!is(field, Column)) return { path, read: readingOf(readerOf(field)), table: null }
  const known = columns.get(field)
  if (known) return { path, ...known }
  const ofColumn = { read: readingOf(field as Reader), table: getTableName(field.table) }
  columns.set(field, ofColumn)
  return { path, ...ofColumn }
}

function readingOf(reader: Reader): Place["read"] {
  const { mapFromDriverValue } = reader
  const isPlain = mapFromDriverValue === asItCame || mapFromDriverValue === expressionAsItCame
  return isPlain ? null : (value) => reader.mapFromDriverValue(value)
}

/** How the value of what is no column is read. */
function readerOf(field: unknown): Reader {
  const expression = is(field, SQL) ? field : is(field, Subquery) ? field._.sql : (field as SQL.Aliased).sql
  return (expression as unknown as { decoder: Reader }).decoder
}
