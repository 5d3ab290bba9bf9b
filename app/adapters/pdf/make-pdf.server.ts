import PDFDocument from "pdfkit"
import { type Bookmark, type Frame, slabsOf } from "./blocks.server"
import type { PdfBlock, PdfDocument } from "./document"
import { heightOf } from "./lines.server"
import { Pen, Tag, type } from "./pen.server"
import { paginate, type Slab } from "./slab.server"

const millimetre = 72 / 25.4
const margin = { side: 21 * millimetre, top: 19 * millimetre, bottom: 24 * millimetre }

/** Makes a PDF: A4, tagged, PDF/A-3a, its fonts embedded. The same document always gives the same bytes. Blocks the thread; about 50 ms a page at first, 10 ms later. */
export async function makePdf(document: PdfDocument): Promise<Buffer> {
  const pdf = open(document)
  const bytes = collect(pdf)
  const pen = new Pen(pdf, document.accent)
  const root = new Tag(null, "Document")
  const { width, height } = { width: 595.28, height: 841.89 }
  const frame: Frame = { x: margin.side, width: width - margin.side * 2, tag: root }
  const footer = pen.lines(document.footer ?? "", type.small, frame.width - 60)
  const bottom = height - margin.bottom - heightOf(footer.slice(1))
  const bookmark = bookmarks(pdf)
  const slabs = chain(document.blocks.map((block) => ({ block, slabs: slabsOf(pen, block, frame, bookmark) })))
  const pages = paginate(slabs, margin.top, bottom)
  pages.forEach((page, at) => {
    pdf.addPage()
    if (at > 0) runningHead(pen, document.title, frame)
    for (const { slab, y, repeated } of page) slab.draw(pen, y, repeated)
    foot(pen, footer, `${at + 1} / ${pages.length}`, frame, bottom + 18)
  })
  pdf.end()
  return bytes
}

function open(document: PdfDocument): PDFKit.PDFDocument {
  const pdf = new PDFDocument({
    size: "A4",
    margin: 0,
    autoFirstPage: false,
    pdfVersion: "1.7",
    subset: "PDF/A-3a",
    tagged: true,
    lang: document.language,
    displayTitle: true,
    info: {
      Title: document.title,
      Author: document.author,
      Creator: "Signoff",
      Producer: "Signoff",
      CreationDate: document.created,
      ModDate: document.created,
    },
  } as PDFKit.PDFDocumentOptions)
  escapeMetadata(pdf)
  return pdf
}

/** pdfkit copies title and author into the XMP packet as they are; there they must be XML. */
function escapeMetadata(pdf: PDFKit.PDFDocument) {
  const target = pdf as PDFKit.PDFDocument & { _addInfo(): void }
  const addInfo = target._addInfo
  target._addInfo = () => {
    const info = target.info
    const escaped = Object.entries(info).map(([key, value]) => [key, typeof value === "string" ? xml(value) : value])
    target.info = Object.fromEntries(escaped)
    addInfo.call(target)
    target.info = info
  }
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" }
const xml = (text: string) =>
  text.replace(/[\p{Cc}\p{Surrogate}\ufffe\uffff]/gu, " ").replace(/[&<>]/g, (character) => entities[character] ?? "")

function collect(pdf: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    pdf.on("data", (chunk: Buffer) => chunks.push(chunk))
    pdf.on("end", () => resolve(Buffer.concat(chunks)))
    pdf.on("error", reject)
  })
}

/** A heading becomes an entry below the last one of a higher level. */
function bookmarks(pdf: PDFKit.PDFDocument): Bookmark {
  const open: { level: number; entry: PDFKit.PDFOutline }[] = []
  return (level, text) => {
    while (open.length > 0 && open.at(-1)!.level >= level) open.pop()
    const parent = open.at(-1)?.entry ?? pdf.outline
    open.push({ level, entry: parent.addItem(text, { expanded: true }) })
  }
}

/** A table holds its last row to the totals below it and to nothing else. */
function chain(blocks: { block: PdfBlock; slabs: Slab[] }[]): Slab[] {
  return blocks.flatMap(({ block, slabs }, at) => {
    if (block.kind !== "table" || blocks[at + 1]?.block.kind === "totals") return slabs
    return slabs.map((slab, row) => (row === slabs.length - 1 ? { ...slab, keep: false } : slab))
  })
}

function runningHead(pen: Pen, title: string, { x, width }: Frame) {
  const line = pen.lines(title, type.small, width).slice(0, 1)
  pen.artifact(() => pen.text(null, line, x, margin.top - 27))
}

function foot(pen: Pen, footer: ReturnType<Pen["lines"]>, count: string, { x, width }: Frame, y: number) {
  pen.rule(x, y, width)
  pen.artifact(() => {
    pen.text(null, footer, x, y + 7)
    pen.text(null, pen.lines(count, { ...type.small, figures: true }, 60), x, y + 7, { width, align: "end" })
  })
}
