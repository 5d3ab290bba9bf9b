import type { Frame } from "./blocks.server"
import type { PdfBlock } from "./document"
import { heightOf } from "./lines.server"
import { colors, type Pen, Tag, type } from "./pen.server"
import type { Slab } from "./slab.server"

type Row = Extract<PdfBlock, { kind: "totals" }>["rows"][number]

const share = 0.48

/** Sums at the right edge. They stay together; a strong one gets the double rule. */
export function totals(pen: Pen, block: { rows: Row[] }, { x, width, tag }: Frame): Slab[] {
  const room = width * share
  const left = x + width - room
  const own = new Tag(tag, "Table")
  return block.rows.map((row, at) => {
    const slab = row.strong ? strongRow(pen, row, left, room, own) : plainRow(pen, row, left, room, own)
    return { ...slab, gap: at === 0 ? 8 : 0, keep: at < block.rows.length - 1 }
  })
}

function cellsOf(own: Tag) {
  const row = new Tag(own, "TR")
  return { label: new Tag(row, "TH", { scope: "Row" }), value: new Tag(row, "TD") }
}

function plainRow(pen: Pen, row: Row, left: number, room: number, own: Tag): Slab {
  const color = row.muted ? colors.ink3 : colors.ink
  const tags = cellsOf(own)
  const value = pen.lines(row.value, { ...type.figure, color }, room * 0.6)
  const widest = Math.max(0, ...value.map((line) => line.width))
  const label = pen.lines(row.label, { ...type.cell, color }, room - widest - 12)
  const height = Math.max(heightOf(label), heightOf(value)) + 7
  const draw: Slab["draw"] = (target, y) => {
    target.text(tags.label, label, left, y + 3.5)
    target.text(tags.value, value, left, y + 3.5, { width: room, align: "end" })
  }
  return { height, gap: 0, draw }
}

function strongRow(pen: Pen, row: Row, left: number, room: number, own: Tag): Slab {
  const tags = cellsOf(own)
  const value = pen.lines(row.value, type.total, room * 0.7)
  const widest = Math.max(0, ...value.map((line) => line.width))
  const label = pen.lines(row.label, type.totalLabel, room - widest - 12)
  const height = Math.max(heightOf(label), heightOf(value)) + 17
  const draw: Slab["draw"] = (target, y) => {
    target.rule(left, y + 3, room, colors.lineStrong)
    target.text(tags.label, label, left, y + 8 + value[0]!.baseline - label[0]!.baseline)
    target.text(tags.value, value, left, y + 8, { width: room, align: "end" })
    target.rule(left, y + height - 3.6, room, colors.ink, 0.7)
    target.rule(left, y + height - 1.4, room, colors.ink, 0.7)
  }
  return { height: height + 4, gap: 0, draw }
}
