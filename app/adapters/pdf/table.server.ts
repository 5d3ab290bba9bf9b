import type { Frame } from "./blocks.server"
import type { PdfBlock, PdfCell, PdfColumn, PdfRow, PdfText } from "./document"
import { heightOf, type Line, type Style } from "./lines.server"
import { colors, type Pen, Tag, type } from "./pen.server"
import type { Slab } from "./slab.server"

type Column = { left: number; width: number; align: "start" | "end" }

const gutter = 14
const padding = 5.5
const textOf = (cell: PdfCell): PdfText => (typeof cell === "string" || Array.isArray(cell) ? cell : cell.text)
const detailOf = (cell: PdfCell): PdfText | undefined =>
  typeof cell === "string" || Array.isArray(cell) ? undefined : cell.detail
const styleOf = (column: { align?: "start" | "end" }): Style => (column.align === "end" ? type.figure : type.cell)

/** A table whose head stands again on each page it runs over. A row stays whole unless it is taller than a page. */
export function table(pen: Pen, block: Extract<PdfBlock, { kind: "table" }>, frame: Frame): Slab[] {
  const columns = columnsOf(pen, block.columns, block.rows, frame)
  const own = new Tag(frame.tag, "Table")
  const head = headSlab(pen, block.columns, columns, new Tag(new Tag(own, "THead"), "TR"), frame)
  const body = new Tag(own, "TBody")
  const rows = block.rows.flatMap((row) =>
    "group" in row ? [groupSlab(pen, row.group, columns, body, frame)] : rowSlabs(pen, row, columns, body, frame),
  )
  const last = rows.at(-1)
  return [head, ...rows.map((slab) => ({ ...slab, head, keep: slab.keep || slab === last }))]
}

/** Columns that name no share get the width of their widest cell, together at most two thirds; the rest is divided by share. */
function columnsOf(pen: Pen, columns: PdfColumn[], rows: PdfRow[], { x, width }: Frame): Column[] {
  const noShare = columns.every((column) => column.width === undefined)
  const shares = columns.map((column, at) => column.width ?? (noShare && at === 0 ? 1 : 0))
  const natural = columns.map((column, at) => {
    if (shares[at]) return 0
    const cells = rows.flatMap((row) => ("cells" in row ? [row.cells[at] ?? ""] : []))
    const widths = cells.map((cell) => pen.naturalWidth(textOf(cell), styleOf(column)))
    return Math.ceil(Math.max(pen.naturalWidth(column.title, type.label), ...widths)) + 0.5
  })
  const free = width - gutter * (columns.length - 1)
  const wanted = natural.reduce((sum, one) => sum + one, 0)
  const limit = shares.some((share) => share > 0) ? free * 0.66 : free
  const squeeze = wanted > limit ? limit / wanted : 1
  const rest = free - wanted * squeeze
  const whole = shares.reduce((sum, share) => sum + share, 0) || 1
  let left = x
  return columns.map((column, at) => {
    const own = natural[at]! * squeeze + (rest * shares[at]!) / whole
    const placed = { left, width: own, align: column.align ?? "start" }
    left += own + gutter
    return placed
  })
}

function headSlab(pen: Pen, titles: PdfColumn[], columns: Column[], row: Tag, frame: Frame): Slab {
  const cells = columns.map((column, at) => ({
    column,
    lines: pen.lines(titles[at]!.title, type.label, column.width),
    tag: new Tag(row, "TH", { scope: "Column" }),
  }))
  const height = Math.max(...cells.map((cell) => heightOf(cell.lines))) + 7
  const draw: Slab["draw"] = (target, y, repeated) => {
    const put = () => {
      for (const { column, lines, tag } of cells) {
        const top = y + height - 6 - heightOf(lines)
        target.text(repeated ? null : tag, lines, column.left, top, column)
      }
    }
    if (repeated) target.artifact(put)
    else put()
    target.rule(frame.x, y + height, frame.width, colors.lineStrong, 0.75)
  }
  return { height, gap: 20, keep: true, draw }
}

function groupSlab(pen: Pen, group: string, columns: Column[], body: Tag, frame: Frame): Slab {
  const tag = new Tag(new Tag(body, "TR"), "TH", { scope: "Row", columnSpan: columns.length })
  const lines = pen.lines(group, type.group, frame.width)
  const height = heightOf(lines) + padding * 2 + 4
  const draw: Slab["draw"] = (target, y) => {
    target.text(tag, lines, frame.x, y + padding + 4)
    target.rule(frame.x, y + height, frame.width)
  }
  return { height, gap: 0, keep: true, draw }
}

type Cell = { column: Column; tag: Tag; lines: Line[] }

function rowSlabs(
  pen: Pen,
  row: { cells: PdfCell[]; muted?: boolean },
  columns: Column[],
  body: Tag,
  frame: Frame,
): Slab[] {
  const tag = new Tag(body, "TR")
  const cells: Cell[] = columns.map((column, at) => {
    const cell = row.cells[at] ?? ""
    const detail = detailOf(cell)
    const style = row.muted ? { ...styleOf(column), color: colors.ink3 } : styleOf(column)
    const lines = pen.lines(textOf(cell), style, column.width)
    if (detail !== undefined) lines.push(...pen.lines(detail, type.small, column.width))
    return { column, lines, tag: new Tag(tag, "TD") }
  })
  return slices(cells, tallest).map((part, at, all) => rowSlab(part, frame, at === 0, at === all.length - 1))
}

function rowSlab(cells: Cell[], frame: Frame, first: boolean, last: boolean): Slab {
  const above = first ? padding : 0
  const height = Math.max(...cells.map((cell) => heightOf(cell.lines))) + above + (last ? padding : 0)
  const draw: Slab["draw"] = (target, y) => {
    for (const { column, tag, lines } of cells) target.text(tag, lines, column.left, y + above, column)
    if (last) target.rule(frame.x, y + height, frame.width)
  }
  return { height, gap: 0, draw }
}

/** Taller rows are broken between lines; in points, well below the height of a page's content. */
const tallest = 560

function slices(cells: Cell[], most: number): Cell[][] {
  const parts: Cell[][] = []
  let rest = cells
  while (parts.length === 0 || rest.some((cell) => cell.lines.length > 0)) {
    const cut = rest.map((cell) => linesWithin(cell.lines, most))
    parts.push(rest.map((cell, at) => ({ ...cell, lines: cell.lines.slice(0, cut[at]) })))
    rest = rest.map((cell, at) => ({ ...cell, lines: cell.lines.slice(cut[at]) }))
  }
  return parts
}

function linesWithin(lines: Line[], most: number): number {
  let height = 0
  const over = lines.findIndex((line) => {
    height += line.height
    return height > most
  })
  return over === -1 ? lines.length : Math.max(1, over)
}
