import type { PdfBlock, PdfListItem, PdfPicture } from "./document"
import { heightOf, type Line, type Style } from "./lines.server"
import { colors, type Pen, Tag, type } from "./pen.server"
import { openPicture } from "./picture.server"
import type { Slab } from "./slab.server"
import { table } from "./table.server"
import { totals } from "./totals.server"

/** Where a block stands: its left edge and its width, in points, and the element of the structure it belongs to. */
export type Frame = { x: number; width: number; tag: Tag }

type Block<Kind extends PdfBlock["kind"]> = Extract<PdfBlock, { kind: Kind }>

/** Lines as slabs of their own, so that a long text runs on over pages; two lines at least stay together. */
function running(lines: Line[], gap: number, draw: (pen: Pen, line: Line, y: number) => void): Slab[] {
  return lines.map((line, at) => ({
    height: line.height,
    gap: at === 0 ? gap : 0,
    keep: (at === 0 || at === lines.length - 2) && lines.length > 1,
    draw: (pen, y) => draw(pen, line, y),
  }))
}

const solid = (height: number, gap: number, draw: Slab["draw"]): Slab => ({ height, gap, draw })

function letterhead(pen: Pen, block: Block<"letterhead">, { x, width, tag }: Frame): Slab[] {
  const logo = block.logo && logoOf(pen, block.logo, x, tag)
  const name = pen.lines(block.name, logo ? type.strong : type.letterhead, width * 0.55)
  const sender = (block.lines ?? []).flatMap((line) => pen.lines(line, type.small, width * 0.4))
  const nameTag = new Tag(tag, "P")
  const senderTag = new Tag(tag, "P")
  const above = logo ? logo.height + 7 : 0
  const height = Math.max(above + heightOf(name), heightOf(sender) + 3)
  const { accent } = pen
  return [
    solid(height, 0, (target, y) => {
      logo?.draw(target, y)
      target.text(nameTag, name, x, y + above)
      target.text(senderTag, sender, x, y + 3, { width, align: "end" })
    }),
    solid(26, 0, (target, y) => accent && target.rule(x, y + 12, width, accent.line, 1.5)),
  ]
}

/** The box that a logo is fitted into, in points. */
const logoBox = { width: 168, height: 46 }

function logoOf(pen: Pen, { bytes, alt }: PdfPicture, x: number, tag: Tag) {
  const picture = openPicture(pen.pdf, bytes)
  if (!picture) return undefined
  const scale = Math.min(logoBox.width / picture.width, logoBox.height / picture.height)
  const size = { width: picture.width * scale, height: picture.height * scale }
  const draw = (target: Pen, y: number) => target.picture(tag, { ...picture, ...size, alt }, x, y)
  return { height: size.height, draw }
}

const headings = { 1: type.title, 2: type.section, 3: type.subsection }
const headingGaps = { 1: 6, 2: 22, 3: 14 }

function heading(pen: Pen, block: Block<"heading">, { x, width, tag }: Frame, bookmark: Bookmark): Slab[] {
  const look = headings[block.level]
  const lines = pen.lines(block.text, pen.accent ? { ...look, color: pen.accent.text } : look, width)
  const own = new Tag(tag, `H${block.level}`)
  const draw: Slab["draw"] = (target, y) => {
    bookmark(block.level, block.text)
    target.text(own, lines, x, y)
  }
  return [{ height: heightOf(lines) + (block.level === 1 ? 8 : 3), gap: headingGaps[block.level], keep: true, draw }]
}

/** Notes a heading of the page being drawn for the outline. */
export type Bookmark = (level: 1 | 2 | 3, text: string) => void

const paragraphs: Record<NonNullable<Block<"paragraph">["style"]>, { style: Style; gap: number; indent: number }> = {
  body: { style: type.body, gap: 7, indent: 0 },
  lead: { style: type.lead, gap: 4, indent: 0 },
  small: { style: type.small, gap: 6, indent: 0 },
  quote: { style: { ...type.body, face: "sans-italic", color: colors.ink2 }, gap: 8, indent: 16 },
}

function paragraph(pen: Pen, block: Block<"paragraph">, { x, width, tag }: Frame): Slab[] {
  const { style, gap, indent } = paragraphs[block.style ?? "body"]
  const own = new Tag(tag, block.style === "quote" ? "BlockQuote" : "P")
  const lines = pen.lines(block.text, style, width - indent)
  return running(lines, gap, (target, line, y) => target.text(own, [line], x + indent, y))
}

function list(pen: Pen, block: { ordered?: boolean; items: PdfListItem[] }, frame: Frame, depth = 0): Slab[] {
  const own = new Tag(frame.tag, "L")
  const indent = 16
  return block.items.flatMap((item, at) => {
    const entry = new Tag(own, "LI")
    const label = new Tag(entry, "Lbl")
    const body = new Tag(entry, "LBody")
    const mark = pen.lines(
      block.ordered ? `${at + 1}.` : depth % 2 ? "–" : "•",
      { ...type.body, figures: true },
      indent,
    )
    const lines = pen.lines(item.text, type.body, frame.width - indent)
    const slabs = running(lines, depth === 0 && at === 0 ? 7 : 3, (target, line, y) => {
      if (line === lines[0]) target.text(label, mark, frame.x, y)
      target.text(body, [line], frame.x + indent, y)
    })
    const inner = { x: frame.x + indent, width: frame.width - indent, tag: body }
    return item.list && depth < 6 ? [...slabs, ...list(pen, item.list, inner, depth + 1)] : slabs
  })
}

function parties(pen: Pen, block: Block<"parties">, { x, width, tag }: Frame): Slab[] {
  const gutter = 24
  const column = (width - gutter * (block.parties.length - 1)) / Math.max(1, block.parties.length)
  const columns = block.parties.map((party, at) => ({
    left: x + at * (column + gutter),
    tag: new Tag(tag, "P"),
    lines: [
      ...pen.lines(party.label, type.label, column),
      ...pen.lines(party.name, type.strong, column),
      ...party.lines.flatMap((line) => pen.lines(line, type.quiet, column)),
    ],
  }))
  const height = Math.max(0, ...columns.map((one) => heightOf(one.lines)))
  const draw: Slab["draw"] = (target, y) => {
    for (const one of columns) target.text(one.tag, one.lines, one.left, y)
  }
  return [solid(height, 14, draw)]
}

function facts(pen: Pen, block: Block<"facts">, { x, width, tag }: Frame): Slab[] {
  const perRow = Math.max(1, block.columns ?? Math.min(4, block.facts.length))
  const gutter = 16
  const column = (width - gutter * (perRow - 1)) / perRow
  const own = new Tag(tag, "L")
  const slabs: Slab[] = []
  for (let start = 0; start < block.facts.length; start += perRow) {
    const row = block.facts.slice(start, start + perRow).map((fact, at) => {
      const entry = new Tag(own, "LI")
      const label = pen.lines(fact.label, type.label, column)
      const value = pen.lines(fact.value, { ...type.body, figures: true }, column)
      return {
        left: x + at * (column + gutter),
        label,
        value,
        labelTag: new Tag(entry, "Lbl"),
        tag: new Tag(entry, "LBody"),
      }
    })
    const height = Math.max(...row.map((fact) => heightOf(fact.label) + heightOf(fact.value)))
    const draw: Slab["draw"] = (target, y) => {
      target.rule(x, y, width)
      for (const fact of row)
        target.text(fact.tag, fact.value, fact.left, target.text(fact.labelTag, fact.label, fact.left, y + 8))
      target.rule(x, y + height + 16, width)
    }
    slabs.push(solid(height + 16, start === 0 ? 18 : 0, draw))
  }
  return slabs
}

function note(pen: Pen, block: Block<"note">, { x, width, tag }: Frame): Slab[] {
  const own = new Tag(tag, "P")
  const inset = 12
  const lines = [
    ...(block.title ? pen.lines(block.title, type.strong, width - inset * 2) : []),
    ...pen.lines(block.text, type.quiet, width - inset * 2),
  ]
  const height = heightOf(lines) + 20
  return [
    solid(height, 16, (target, y) => {
      target.box(x, y, width, height)
      target.text(own, lines, x + inset, y + 10)
    }),
  ]
}

function signature(pen: Pen, block: Block<"signature">, { x, width, tag }: Frame): Slab[] {
  const own = new Tag(tag, "Div")
  const room = Math.min(width, 300)
  const label = { tag: new Tag(own, "P"), lines: pen.lines(block.label, type.label, room) }
  const name = { tag: new Tag(own, "P"), lines: pen.lines(block.name ?? " ", type.signed, room) }
  const rows = block.facts.map((fact) => ({
    tag: new Tag(own, "P"),
    label: pen.lines(fact.label, type.small, 80),
    value: pen.lines(fact.value, { ...type.small, color: colors.ink2, figures: true }, width - 86),
  }))
  const heights = rows.map((row) => Math.max(heightOf(row.label), heightOf(row.value)))
  const upper = heightOf(label.lines) + 6 + heightOf(name.lines) + 4
  const height = upper + 6 + heights.reduce((sum, one) => sum + one, 0)
  return [
    solid(height, 24, (target, y) => {
      const below = target.text(label.tag, label.lines, x, y)
      if (block.name) target.text(name.tag, name.lines, x, below + 6)
      target.rule(x, y + upper, room, colors.lineStrong, 0.75)
      rows.reduce(
        (top, row, at) => {
          target.text(row.tag, row.label, x, top)
          target.text(row.tag, row.value, x + 86, top)
          return top + heights[at]!
        },
        y + upper + 6,
      )
    }),
  ]
}

/** Turns a block into slabs, in the order of the page. */
export function slabsOf(pen: Pen, block: PdfBlock, frame: Frame, bookmark: Bookmark): Slab[] {
  switch (block.kind) {
    case "letterhead":
      return letterhead(pen, block, frame)
    case "heading":
      return heading(pen, block, frame, bookmark)
    case "paragraph":
      return paragraph(pen, block, frame)
    case "list":
      return list(pen, block, frame)
    case "parties":
      return parties(pen, block, frame)
    case "facts":
      return facts(pen, block, frame)
    case "table":
      return table(pen, block, frame)
    case "totals":
      return totals(pen, block, frame)
    case "note":
      return note(pen, block, frame)
    case "signature":
      return signature(pen, block, frame)
    case "rule":
      return [solid(1, 14, (target, y) => target.rule(frame.x, y, frame.width))]
    case "spacer":
      return [solid(Math.max(0, block.height), 0, () => undefined)]
    case "pageBreak":
      return [{ height: 0, gap: 0, newPage: true, draw: () => undefined }]
  }
}
