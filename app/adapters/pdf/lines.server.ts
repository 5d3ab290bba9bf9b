import type { PdfSpan, PdfText } from "./document"
import { clusters, type Face, metricsOf, runsOf } from "./fonts.server"

/** How a piece of text looks; sizes and line heights in points. Figures of equal width keep columns straight. */
export type Style = { face: Face; size: number; leading: number; color: string; figures?: boolean }

export type Piece = { text: string; style: Style; width: number; link?: string }

/** One line as it will stand: its pieces from left to right, and where its baseline lies below its top. */
export type Line = { pieces: Piece[]; width: number; height: number; baseline: number }

/** Measures a text in points. */
export type Measure = (text: string, style: Style) => number

const heavier: Record<Face, Face> = {
  sans: "sans-bold",
  "sans-medium": "sans-bold",
  "sans-bold": "sans-bold",
  "sans-italic": "sans-bold",
  serif: "serif-bold",
  "serif-bold": "serif-bold",
  "serif-italic": "serif-bold",
}
const slanted = (face: Face): Face => (face.startsWith("serif") ? "serif-italic" : "sans-italic")

const linkInk = "#005350"
const followable = /^(https?|mailto):/i
const addressOf = (link?: string) =>
  link && followable.test(link) && URL.canParse(link) ? new URL(link).href : undefined

/** NFC, without halves of characters; line feeds stay, other white space that breaks becomes a space. */
const clean = (text: string) =>
  text
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .normalize("NFC")
    .replace(/\r\n?|\u2028|\u2029/g, "\n")
    .replace(/[\t\v\f]/g, " ")

type Part = { text: string; style: Style; link?: string }

function partsOf(text: PdfText, style: Style): Part[] {
  if (typeof text === "string") return [{ text: clean(text), style }]
  return text.map((span: PdfSpan) => {
    const face = span.bold ? heavier[style.face] : span.italic ? slanted(style.face) : style.face
    const link = addressOf(span.link)
    return { text: clean(span.text), style: { ...style, face, color: link ? linkInk : style.color }, link }
  })
}

const opportunity = /(?<= )(?! )|(?<=[\p{L}\p{N}][-–—/\u00ad\u200b])(?=[\p{L}\p{N}])/u

/** Cuts paragraphs (between line feeds) into words that must not be broken; a word may run over several parts. */
function wordsOf(parts: Part[]): Part[][][] {
  const paragraphs: Part[][][] = [[]]
  let open = false
  for (const part of parts) {
    part.text.split("\n").forEach((stretch, at) => {
      if (at > 0) {
        paragraphs.push([])
        open = false
      }
      for (const text of stretch.split(opportunity)) {
        if (text === "") continue
        const words = paragraphs.at(-1)!
        if (open) words.at(-1)!.push({ ...part, text })
        else words.push([{ ...part, text }])
        open = !/[ \u00ad\u200b]$/.test(text)
      }
    })
  }
  return paragraphs
}

class LineMaker {
  readonly lines: Line[] = []
  private pieces: Piece[] = []
  private used = 0

  constructor(
    private readonly measure: Measure,
    private readonly room: number,
    private readonly base: Style,
  ) {}

  word(parts: Part[]) {
    const width = this.widthOf(parts)
    if (this.used + width > this.room && this.used > 0) this.close()
    if (width > this.room) this.letters(parts)
    else for (const part of parts) this.put(part)
  }

  /** A word wider than the column is broken wherever the column ends. */
  private letters(parts: Part[]) {
    for (const part of parts) {
      for (const text of clusters(part.text)) {
        if (this.used + this.measure(text, part.style) > this.room && this.used > 0) this.close()
        this.put({ ...part, text })
      }
    }
  }

  private widthOf(parts: Part[]) {
    return parts.reduce((sum, part, at) => {
      const text = at === parts.length - 1 ? part.text.trimEnd() : part.text
      return sum + this.measure(text, part.style)
    }, 0)
  }

  private put(part: Part) {
    const last = this.pieces.at(-1)
    this.used += this.measure(part.text, part.style)
    if (last && last.style === part.style && last.link === part.link) last.text += part.text
    else this.pieces.push({ ...part, width: 0 })
  }

  close() {
    const last = this.pieces.at(-1)
    if (last) {
      last.text = last.text.replace(/[ \u200b]+$/, "").replace(/\u00ad$/, "-")
    }
    const pieces = this.pieces.map((piece) => ({ ...piece, width: this.measure(piece.text, piece.style) }))
    const height = Math.max(this.base.leading, ...pieces.map((piece) => piece.style.leading))
    const { ascent, descent } = metricsOf(this.base.face)
    const baseline = (height - (ascent + descent) * this.base.size) / 2 + ascent * this.base.size
    this.lines.push({ pieces, width: pieces.reduce((sum, piece) => sum + piece.width, 0), height, baseline })
    this.pieces = []
    this.used = 0
  }
}

/** Breaks a text into lines no wider than `room` points: between words, after hyphens and slashes, and inside a word only where it fills a line alone. */
export function breakLines(measure: Measure, text: PdfText, style: Style, room: number): Line[] {
  const maker = new LineMaker(measure, Math.max(room, style.size), style)
  for (const words of wordsOf(partsOf(text, style))) {
    for (const word of words) maker.word(word)
    maker.close()
  }
  return maker.lines
}

/** The width in points of a text that is not broken; of its longest line where it has line feeds. */
export function naturalWidth(measure: Measure, text: PdfText, style: Style): number {
  return Math.max(0, ...breakLines(measure, text, style, Number.POSITIVE_INFINITY).map((line) => line.width))
}

export const heightOf = (lines: Line[]) => lines.reduce((sum, line) => sum + line.height, 0)

/** Shows each of its texts as the fonts can. */
export const shown = (piece: Piece) => runsOf(piece.text, piece.style.face)
