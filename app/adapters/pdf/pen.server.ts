import type { PdfDocument, PdfText } from "./document"
import { type Face, fontBytes, runsOf } from "./fonts.server"
import { breakLines, type Line, type Measure, naturalWidth, type Piece, type Style, shown } from "./lines.server"
import type { Picture } from "./picture.server"

type Structure = PDFKit.PDFStructureElement & { dictionary: { data: Record<string, unknown> } }

/** What a stretch of the page means: an element of the document's structure, made when it is first drawn. */
export class Tag {
  private made: Structure | null = null

  constructor(
    private readonly parent: Tag | null,
    readonly type: string,
    private readonly options: { scope?: "Row" | "Column"; columnSpan?: number; alt?: string; box?: number[] } = {},
  ) {}

  element(pdf: PDFKit.PDFDocument): Structure {
    if (this.made) return this.made
    const { scope, columnSpan, alt, box } = this.options
    const made = pdf.struct(this.type, alt === undefined ? {} : { alt }) as Structure
    const attributes: Record<string, unknown> = box ? { O: "Layout", Placement: "Block", BBox: box } : { O: "Table" }
    if (scope) attributes.Scope = scope
    if (columnSpan) attributes.ColSpan = columnSpan
    if (Object.keys(attributes).length > 1) made.dictionary.data.A = attributes
    if (this.parent) this.parent.element(pdf).add(made)
    else pdf.addStructure(made)
    this.made = made
    return made
  }
}

export const colors = {
  ink: "#12221f",
  ink2: "#3f4e4c",
  ink3: "#5a6866",
  line: "#dae2de",
  lineStrong: "#76847f",
  sunken: "#f3f8f5",
}

/** A picture, as large as it is drawn. */
type Drawn = Picture & { alt: string }

/** Measures and draws on a pdfkit document; lengths in points, y from the top of the page. */
export class Pen {
  private readonly widths = new Map<string, number>()
  private readonly fonts = new Set<string>()

  constructor(
    readonly pdf: PDFKit.PDFDocument,
    readonly accent?: PdfDocument["accent"],
  ) {}

  readonly measure: Measure = (text, style) => {
    const key = `${style.face}${style.figures ? "#" : " "}${text}`
    let width = this.widths.get(key)
    if (width === undefined) {
      width = runsOf(text, style.face).reduce((sum, run) => sum + this.runWidth(run.font, run.text, style), 0)
      this.widths.set(key, width)
    }
    return width * style.size
  }

  private font(font: string, size: number) {
    if (!this.fonts.has(font)) this.pdf.registerFont(font, fontBytes(font))
    this.fonts.add(font)
    return this.pdf.font(font).fontSize(size)
  }

  private runWidth(font: string, text: string, style: Style) {
    this.font(font, 1)
    return this.pdf.widthOfString(text, { features: featuresOf(style) })
  }

  lines(text: PdfText, style: Style, room: number): Line[] {
    return breakLines(this.measure, text, style, room)
  }

  naturalWidth(text: PdfText, style: Style): number {
    return naturalWidth(this.measure, text, style)
  }

  /** Draws lines below one another, as content of `tag`; returns the y below them. */
  text(tag: Tag | null, lines: Line[], x: number, y: number, room?: { width: number; align: "start" | "end" }): number {
    let top = y
    for (const line of lines) {
      const start = room?.align === "end" ? x + room.width - line.width : x
      this.line(tag, line, start, top)
      top += line.height
    }
    return top
  }

  private line(tag: Tag | null, line: Line, x: number, top: number) {
    let at = x
    for (const group of byLink(line.pieces)) {
      const width = group.reduce((sum, piece) => sum + piece.width, 0)
      const link = group[0]?.link
      const draw = () => this.pieces(group, at, top + line.baseline)
      if (tag && link) this.linked(tag, link, { x: at, y: top, width, height: line.height }, draw)
      else if (tag) this.content(tag, draw)
      else draw()
      at += width
    }
  }

  private linked(
    tag: Tag,
    link: string,
    box: { x: number; y: number; width: number; height: number },
    draw: () => void,
  ) {
    const element = new Tag(tag, "Link").element(this.pdf)
    element.add(this.pdf.markStructureContent("Link"))
    draw()
    this.pdf.endMarkedContent()
    this.pdf.link(box.x, box.y, box.width, box.height, link, {
      structParent: element,
    } as PDFKit.Mixins.AnnotationOption)
    element.end()
  }

  private pieces(pieces: Piece[], x: number, baseline: number) {
    let at = x
    for (const piece of pieces) {
      let start = at
      for (const run of shown(piece)) {
        this.font(run.font, piece.style.size).fillColor(piece.style.color)
        const options = { lineBreak: false, baseline: "alphabetic" as const, features: featuresOf(piece.style) }
        const draw = () => this.pdf.text(run.text, start, baseline, options)
        if (run.original === undefined) draw()
        else this.standingFor(run.original, draw)
        start += this.runWidth(run.font, run.text, piece.style) * piece.style.size
      }
      at += piece.width
    }
  }

  /** Text drawn instead of what no font has carries the original for whoever copies or searches it; readers want the mark inside the text's own state. */
  private standingFor(original: string, draw: () => void) {
    const page = this.pdf as unknown as { addContent(operators: string): unknown }
    const write = page.addContent
    page.addContent = (operators) => {
      if (operators === "BT") this.pdf.markContent("Span", { actual: original })
      write.call(page, operators)
      if (operators === "ET") this.pdf.endMarkedContent()
    }
    draw()
    page.addContent = write
  }

  /** What `draw` puts on the page is content of `tag`. */
  content(tag: Tag, draw: () => void) {
    const element = tag.element(this.pdf)
    element.add(this.pdf.markStructureContent(tag.type))
    draw()
    this.pdf.endMarkedContent()
  }

  /** What `draw` puts on the page is decoration, passed over when the document is read out. */
  artifact(draw: () => void) {
    this.pdf.markContent("Artifact", { type: "Layout" })
    draw()
    this.pdf.endMarkedContent()
  }

  /** Draws a picture as a figure that says what it shows. */
  picture(parent: Tag, { image, width, height, alt }: Drawn, x: number, y: number) {
    const bottom = this.pdf.page.height - y
    const tag = new Tag(parent, "Figure", { alt, box: [x, bottom - height, x + width, bottom] })
    this.content(tag, () => this.pdf.image(image, x, y, { fit: [width, height] }))
  }

  rule(x: number, y: number, width: number, color: string = colors.line, weight = 0.5) {
    this.artifact(() => {
      this.pdf
        .moveTo(x, y)
        .lineTo(x + width, y)
        .lineWidth(weight)
        .strokeColor(color)
        .stroke()
    })
  }

  box(x: number, y: number, width: number, height: number) {
    this.artifact(() => {
      this.pdf.roundedRect(x, y, width, height, 4).fillColor(colors.sunken).fill()
    })
  }
}

const featuresOf = (style: Style): PDFKit.Mixins.OpenTypeFeatures[] | undefined =>
  style.figures ? ["tnum"] : undefined

function byLink(pieces: Piece[]): Piece[][] {
  const groups: Piece[][] = []
  for (const piece of pieces) {
    const last = groups.at(-1)
    if (last && last[0]?.link === piece.link) last.push(piece)
    else groups.push([piece])
  }
  return groups
}

const style = (face: Face, size: number, leading: number, color: string = colors.ink): Style => ({
  face,
  size,
  leading,
  color,
})

/** The type of documents: serif for titles and totals, sans for the rest. */
export const type = {
  title: style("serif-bold", 25, 30),
  section: style("serif-bold", 14, 20),
  subsection: style("sans-bold", 10, 15),
  letterhead: style("serif-bold", 14, 18),
  lead: style("serif", 12.5, 18, colors.ink2),
  body: style("sans", 9.75, 14.5),
  strong: style("sans-bold", 9.75, 14.5),
  quiet: style("sans", 9.25, 13.5, colors.ink2),
  small: style("sans", 8, 11.5, colors.ink3),
  label: style("sans-medium", 8, 12, colors.ink3),
  cell: style("sans", 9.25, 13.5),
  figure: { ...style("sans", 9.25, 13.5), figures: true },
  group: style("sans-bold", 9.25, 13.5),
  total: { ...style("serif-bold", 14, 19), figures: true },
  totalLabel: style("sans-bold", 10, 19),
  signed: style("serif-italic", 20, 28),
} satisfies Record<string, Style>
