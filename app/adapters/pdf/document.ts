/** A stretch of text with one look; `link` takes http, https and mailto addresses. */
export type PdfSpan = { text: string; bold?: boolean; italic?: boolean; link?: string }

/** Text of a block: plain, or in stretches. A line feed begins a new line. */
export type PdfText = string | PdfSpan[]

/** One entry of a list: its text, and the list below it. */
export type PdfListItem = { text: PdfText; list?: { ordered?: boolean; items: PdfListItem[] } }

/** A cell: text, or text with a smaller line of explanation below it. */
export type PdfCell = PdfText | { text: PdfText; detail?: PdfText }

/** A column; figures stand at the end. `width` is a share of what is left, columns without one are as wide as their widest cell. */
export type PdfColumn = { title: string; align?: "start" | "end"; width?: number }

/** A row of cells, in the order of the columns, or the heading of the rows that follow. */
export type PdfRow = { cells: PdfCell[]; muted?: boolean } | { group: string }

/** A picture (PNG or JPEG), and what it is called for whoever cannot see it. One that cannot be read is left out. */
export type PdfPicture = { bytes: Uint8Array; alt: string }

export type PdfBlock =
  /** Who writes: the name, large or below its logo, with address lines at the right edge. */
  | { kind: "letterhead"; name: string; lines?: string[]; logo?: PdfPicture }
  /** Level 1 is the document's title. Each heading is a bookmark. */
  | { kind: "heading"; level: 1 | 2 | 3; text: string }
  | { kind: "paragraph"; text: PdfText; style?: "body" | "lead" | "small" | "quote" }
  | { kind: "list"; ordered?: boolean; items: PdfListItem[] }
  /** From and to, side by side. */
  | { kind: "parties"; parties: { label: string; name: string; lines: string[] }[] }
  /** Short facts in columns, each below its label: number, dates, references. */
  | { kind: "facts"; facts: { label: string; value: string }[]; columns?: number }
  | { kind: "table"; columns: PdfColumn[]; rows: PdfRow[] }
  /** Sums at the right edge; a strong one, usually the last, stands above a double rule. */
  | { kind: "totals"; rows: { label: string; value: string; strong?: boolean; muted?: boolean }[] }
  /** A framed remark: how to pay, that it is paid. Never broken across pages. */
  | { kind: "note"; title?: string; text: PdfText }
  /** A name as it was signed, with what is known about the act; without a name, a line to sign on. */
  | { kind: "signature"; label: string; name?: string; facts: { label: string; value: string }[] }
  | { kind: "rule" }
  /** Empty space, in points. */
  | { kind: "spacer"; height: number }
  | { kind: "pageBreak" }

/** A document as plain data: whoever makes it has already put every date and amount into words. */
export type PdfDocument = {
  title: string
  /** BCP 47, for readers that speak the text. */
  language: string
  author: string
  /** The instant the document bears as its making; it is part of the bytes, so it comes from the record and not from the clock. */
  created: Date
  blocks: PdfBlock[]
  /** The writer's own colour (#rrggbb) for rules and for headings; the caller sees to it that both can be told from white. */
  accent?: { line: string; text: string }
  /** Stands at the foot of every page, beside the page number. */
  footer?: string
}
