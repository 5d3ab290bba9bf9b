import { type AnyColumn, asc, desc, type SQL, sql } from "drizzle-orm"
import { z } from "zod"
import { isId } from "../language/ids"

/** How many rows a page of a list holds. */
export const pageSize = 50

/** The address fields of a list: where it stands. A cursor that is not understood is none. */
export const PageInput = {
  after: z.string().max(300).optional().catch(undefined),
  before: z.string().max(300).optional().catch(undefined),
}

type Cursor = [value: string, id: string]
type Order = "newest" | "first"

/** One page of a list, and the cursors of its neighbours (null where there is none). */
export type Page<Row> = { rows: Row[]; newer: string | null; older: string | null }

const encode = (cursor: Cursor) => Buffer.from(JSON.stringify(cursor)).toString("base64url")

function decode(text: string | undefined): Cursor | null {
  if (!text) return null
  const bytes = Buffer.from(text, "base64url").toString("utf8")
  const read = cursorShape.safeParse(safely(bytes))
  return read.success ? read.data : null
}

const cursorShape = z.tuple([z.string(), z.uuid()])

function safely(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

type Keyset<Row> = {
  /** The column the list is ordered by, and how a row's value of it is written in a cursor (instants as ISO text). */
  column: AnyColumn
  value: (row: Row) => string
  id: AnyColumn
  /** `newest`: descending, as `created_at desc, id desc`; `first`: ascending, as names. */
  order: Order
  /** Turns the cursor's text into what the column compares with; instants into dates. */
  read?: (text: string) => unknown
  after?: string
  before?: string
}

/** What stands beyond a cursor. Compared as a row, so that the index is entered at the cursor instead of walked to it. */
function beyond<Row>({ column, id }: Keyset<Row>, value: unknown, cursorId: string, down: boolean): SQL {
  const cursor = sql`(${sql.param(value, column)}, ${sql.param(cursorId, id)})`
  return down ? sql`(${column}, ${id}) < ${cursor}` : sql`(${column}, ${id}) > ${cursor}`
}

/**
 * A page by key, never by offset: what to add to the `where`, how to order, how many to ask for, and how to make the page of
 * the rows that came back. The list's index serves the order.
 */
export function keyset<Row extends { id: string }>(list: Keyset<Row>) {
  const back = list.before !== undefined && decode(list.before) !== null
  const cursor = back ? decode(list.before) : decode(list.after)
  const down = (list.order === "newest") !== back
  const read = list.read ?? ((text: string) => text)
  const where = cursor ? beyond(list, read(cursor[0]), cursor[1], down) : undefined
  const direction = down ? desc : asc
  const cursorOf = (row: Row) => encode([list.value(row), row.id])
  return {
    where,
    orderBy: [direction(list.column), direction(list.id)],
    column: list.column,
    direction,
    limit: pageSize + 1,
    page(found: Row[]): Page<Row> {
      const more = found.length > pageSize
      const kept = found.slice(0, pageSize)
      const rows = back ? kept.reverse() : kept
      const [first, last] = [rows[0], rows.at(-1)]
      const hasNewer = back ? more : cursor !== null
      const hasOlder = back ? true : more
      return {
        rows,
        newer: hasNewer && first ? cursorOf(first) : null,
        older: hasOlder && last ? cursorOf(last) : null,
      }
    },
  }
}

const nothing = "00000000-0000-0000-0000-000000000000"

/** A page of what was made last, by the ids alone: they grow with time. */
export const newestFirst = <Row extends { id: string }>(id: AnyColumn, { after, before }: Cursors) =>
  keyset<Row>({
    ...{ column: id, value: (row) => row.id, read: (text) => (isId(text) ? text : nothing) },
    ...{ id, order: "newest", after, before },
  })

type Cursors = { after?: string; before?: string }
