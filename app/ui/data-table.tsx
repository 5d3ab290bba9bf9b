import type { ReactNode } from "react"
import { Icon } from "./icon"
import { Link } from "./link"

type PhoneSlot = "lead" | "end" | "sub" | "note" | "hide"

export type Column<Row> = {
  key: string
  header: string
  cell: (row: Row) => ReactNode
  align?: "start" | "end"
  primary?: boolean
  sortHref?: string
  sorted?: "ascending" | "descending"
  phone?: PhoneSlot
  narrow?: "hide"
  width?: "min" | "wide"
  /** What must be read whole, such as an address, goes on below instead of ending in dots. */
  wraps?: boolean
}

type DataTableProps<Row> = {
  label: string
  columns: Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  rowHref?: (row: Row) => string
  foot?: Record<string, ReactNode>
  selectedKey?: string
  empty?: ReactNode
  reload?: boolean
  /** For a table that stands in a `TickForm`: what a row is called by the box that ticks it, and the head of the boxes. */
  ticks?: Ticks<Row>
}

export type Ticks<Row> = { name: (row: Row) => string; head: ReactNode }

/** Which of the four places of a phone's two-line row each column takes; each place is taken once. */
export function phoneSlots(columns: Pick<Column<never>, "align" | "primary" | "phone">[]): PhoneSlot[] {
  const taken = new Set(columns.map((column) => column.phone))
  const take = (slot: PhoneSlot): PhoneSlot => {
    if (taken.has(slot)) return "hide"
    taken.add(slot)
    return slot
  }
  return columns.map((column) => {
    if (column.phone) return column.phone
    if (column.primary) return take("lead")
    return take(column.align === "end" ? "end" : "sub")
  })
}

/** Rows of one kind: figures aligned, the whole row leads to its record, and on a phone it reads in two lines. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, foot, selectedKey, empty, ticks } = props
  if (rows.length === 0 && empty) return <>{empty}</>
  const slots = phoneSlots(columns)
  const marks = columns.map((column, at) => marksOf(column, slots[at]!))
  return (
    <div className="table-frame">
      <table className="table" data-kind="list" data-ticks={ticks && ""} aria-label={label}>
        <thead>
          <tr>
            {ticks && <th scope="col">{ticks.head}</th>}
            {columns.map((column) => (
              <HeadCell key={column.key} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} data-selected={rowKey(row) === selectedKey || undefined}>
              {ticks && (
                <td>
                  <input className="check" type="checkbox" name="id" value={rowKey(row)} aria-label={ticks.name(row)} />
                </td>
              )}
              {columns.map((column, at) => (
                <td key={column.key} {...marks[at]}>
                  {column.primary && props.rowHref ? (
                    <Link className="row-link" to={props.rowHref(row)} reloadDocument={props.reload}>
                      {column.cell(row)}
                    </Link>
                  ) : (
                    column.cell(row)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {foot && <Foot columns={columns} slots={slots} foot={foot} hasTicks={Boolean(ticks)} />}
      </table>
    </div>
  )
}

/** What the styles know a cell by, the same in every row of its column. */
function marksOf<Row>({ align, primary, width, narrow, wraps }: Column<Row>, phone: PhoneSlot): Record<string, string> {
  const marks = {
    "data-align": align,
    "data-primary": primary && "true",
    "data-phone": phone,
    "data-width": width,
    "data-narrow": narrow,
    "data-wraps": wraps && "true",
  }
  return Object.fromEntries(Object.entries(marks).filter((mark): mark is [string, string] => Boolean(mark[1])))
}

function HeadCell<Row>({ column }: { column: Column<Row> }) {
  return (
    <th
      scope="col"
      data-align={column.align}
      data-width={column.width}
      data-narrow={column.narrow}
      aria-sort={column.sorted}
    >
      {column.sortHref ? (
        <Link to={column.sortHref} preventScrollReset>
          {column.header}
          {column.sorted && <Icon name={column.sorted === "ascending" ? "arrow-up" : "arrow-down"} size="sm" />}
        </Link>
      ) : (
        column.header
      )}
    </th>
  )
}

type FootProps<Row> = { columns: Column<Row>[]; slots: PhoneSlot[]; foot: Record<string, ReactNode>; hasTicks: boolean }

function Foot<Row>({ columns, slots, foot, hasTicks }: FootProps<Row>) {
  return (
    <tfoot>
      <tr>
        {hasTicks && <td />}
        {columns.map((column, at) => (
          <td key={column.key} data-align={column.align} data-phone={slots[at]} data-narrow={column.narrow}>
            {foot[column.key]}
          </td>
        ))}
      </tr>
    </tfoot>
  )
}
