import PDFDocument from "pdfkit"

type Call = { name: string; values: unknown[] }

/** What is put on a page: everything else, like measuring and marking the structure, is the program's own doing. */
const names = [
  ...["registerFont", "font", "fontSize", "text", "addPage", "moveTo", "lineTo", "lineWidth", "roundedRect"],
  ...["strokeColor", "fillColor", "stroke", "fill"],
]

type Writer = Record<string, (...values: unknown[]) => unknown>

/** What is drawn while `make` makes a document: the calls of pdfkit from outside of it, of fonts only those that a text is drawn in. */
export async function recorded(make: () => Promise<unknown>): Promise<Call[]> {
  const prototype = PDFDocument.prototype as unknown as Writer
  const own = Object.fromEntries(names.map((name) => [name, prototype[name]!]))
  const calls: Call[] = []
  let depth = 0
  for (const name of names) {
    prototype[name] = function (this: unknown, ...values) {
      if (depth === 0) calls.push({ name, values })
      depth++
      try {
        return own[name]!.apply(this, values)
      } finally {
        depth--
      }
    }
  }
  try {
    await make()
  } finally {
    Object.assign(prototype, own)
  }
  return calls.filter(({ name }, at) => !isOfFont(name) || name === "registerFont" || isDrawnIn(calls, at))
}

const isOfFont = (name: string) => ["registerFont", "font", "fontSize"].includes(name)

/** Whether no other font is chosen before the next text. */
function isDrawnIn(calls: Call[], at: number): boolean {
  const next = calls.slice(at + 1).find(({ name }) => name === "text" || name === calls[at]!.name)
  return next?.name === "text"
}

/** Writes the same page bare: the same texts, fonts and lines at the same places. */
export function replayed(calls: Call[]): Promise<number> {
  const pdf = new PDFDocument({ size: "A4", margin: 0, autoFirstPage: false })
  const size = new Promise<number>((resolve) => {
    let bytes = 0
    pdf.on("data", (chunk: Buffer) => {
      bytes += chunk.byteLength
    })
    pdf.on("end", () => resolve(bytes))
  })
  for (const { name, values } of calls) (pdf as unknown as Writer)[name]!(...values)
  pdf.end()
  return size
}
