import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { deflateSync, inflateSync } from "node:zlib"
import { describe, expect, it } from "vitest"
import { printJpeg, tinyJpeg, tinyPng } from "../../../tests/support/tiny-image"
import type { PdfBlock, PdfDocument } from "./document"
import { renderPdf } from "./render.server"

const created = new Date("2026-11-21T09:00:00Z")
const documentOf = (blocks: PdfBlock[], title = "Invoice 2026-0001"): PdfDocument => ({
  title,
  language: "en",
  author: "Northlight & Söhne <GmbH>",
  created,
  blocks,
  footer: "Northlight Studio GmbH",
})

const rows = Array.from({ length: 40 }, (_, at) => ({ cells: [`Line ${at + 1}`, "2", `${at + 1}.250,00 €`] }))
const invoice = documentOf([
  { kind: "letterhead", name: "Northlight", lines: ["Oranienstraße 25"] },
  { kind: "heading", level: 1, text: "Invoice 2026-0001" },
  { kind: "facts", facts: [{ label: "Issued", value: "21 November 2026" }] },
  { kind: "parties", parties: [{ label: "Billed to", name: "Café Müller GmbH", lines: ["Berlin"] }] },
  {
    kind: "table",
    columns: [{ title: "Description" }, { title: "Quantity", align: "end" }, { title: "Amount", align: "end" }],
    rows: [{ group: "Website" }, ...rows],
  },
  {
    kind: "totals",
    rows: [
      { label: "Net", value: "2.850,00 €" },
      { label: "Amount due", value: "3.391,50 €", strong: true },
    ],
  },
])

/** The text of a PDF as its reader copies it, or null where no program to read it is installed. */
function textOf(bytes: Buffer): string | null {
  const folder = mkdtempSync(join(tmpdir(), "signoff-pdf-"))
  try {
    writeFileSync(join(folder, "a.pdf"), bytes)
    return execFileSync("pdftotext", ["-layout", join(folder, "a.pdf"), "-"], { encoding: "utf8", stdio: "pipe" })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null
    throw error
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Every compressed stream of the file, unpacked. */
function streamsOf(bytes: Buffer): string[] {
  const streams: string[] = []
  for (let at = bytes.indexOf("/FlateDecode"); at !== -1; at = bytes.indexOf("/FlateDecode", at + 1)) {
    const from = bytes.indexOf("stream\n", at) + 7
    streams.push(inflateSync(bytes.subarray(from, bytes.indexOf("\nendstream", from))).toString("latin1"))
  }
  return streams
}

const pagesOf = (bytes: Buffer) => bytes.toString("latin1").match(/\/Type \/Page\n/g)?.length

describe("a document", () => {
  it("gives the same bytes each time it is made", async () => {
    const [first, second, third] = await Promise.all([renderPdf(invoice), renderPdf(invoice), renderPdf(invoice)])
    expect(first.equals(second)).toBe(true)
    expect(first.equals(third)).toBe(true)
    const other = await renderPdf({ ...invoice, created: new Date("2026-11-22T09:00:00Z") })
    expect(other.equals(first)).toBe(false)
  })

  it("of two pages takes less than a second once the thread is warm", async () => {
    await renderPdf(invoice)
    const began = performance.now()
    expect(pagesOf(await renderPdf(invoice))).toBe(2)
    expect(performance.now() - began).toBeLessThan(1000)
  })

  it("is tagged, says its language and title, and carries its fonts and bookmarks", async () => {
    const file = (await renderPdf(invoice)).toString("latin1")
    for (const sign of ["/MarkInfo", "/StructTreeRoot", "/DisplayDocTitle true", "/Lang (en)", "/S /H1", "/S /TH"]) {
      expect(file).toContain(sign)
    }
    expect(file).toContain("/Title (Invoice 2026-0001)")
    expect(file).toContain("Northlight &amp; Söhne &lt;GmbH&gt;".normalize().replace("ö", "\u00c3\u00b6"))
    expect(file.match(/\/FontFile2/g)?.length).toBeGreaterThan(3)
    expect(file).not.toContain("Helvetica")
  })

  it("shows every figure, its table's head on each page and the number of each page", async () => {
    const bytes = await renderPdf(invoice)
    const text = textOf(bytes)
    const drawn = streamsOf(bytes).filter((stream) => stream.includes(" TJ"))
    expect(drawn).toHaveLength(2)
    for (const page of drawn) expect(page).toMatch(/Artifact/)
    if (text === null) return
    for (const { cells } of rows) expect(text).toContain(cells[2])
    for (const figure of ["2.850,00 €", "3.391,50 €"]) expect(text).toContain(figure)
    expect(text).toMatch(/1 ?\/ ?2[\s\S]+2 ?\/ ?2/)
    expect(text.match(/Description +Quantity +Amount/g)).toHaveLength(2)
  })
})

describe("a letterhead with a logo", () => {
  const alt = "Logo of Northlight"
  const led = (bytes: Uint8Array, accent?: PdfDocument["accent"]): PdfDocument => ({
    ...documentOf([{ kind: "letterhead", name: "Northlight", logo: { bytes, alt } }, ...invoice.blocks.slice(1)]),
    ...(accent ? { accent } : {}),
  })
  const pictures = (bytes: Buffer) => bytes.toString("latin1").match(/\/Subtype \/Image\n/g)?.length ?? 0

  it("shows it once as a figure that says what it is, the same bytes each time", async () => {
    for (const bytes of [tinyPng, tinyJpeg]) {
      const made = await renderPdf(led(bytes))
      const file = made.toString("latin1")
      expect(pictures(made)).toBe(1)
      expect(file).toMatch(/\/S \/Figure[\s\S]{0,80}\/Alt \(Logo of Northlight\)/)
      expect(file).toMatch(/\/O \/Layout\n\/Placement \/Block\n\/BBox \[/)
      expect(streamsOf(made).filter((stream) => stream.includes("/Figure <<"))).toHaveLength(1)
      expect(file).not.toContain("/SMask")
      expect((await renderPdf(led(bytes))).equals(made)).toBe(true)
      const text = textOf(made)
      if (text !== null) expect(text).toContain("Northlight")
    }
  })

  it("is made without it where the picture is damaged, of another kind, or in a press's colours", async () => {
    const webp = Buffer.from("RIFF....WEBPVP8 ....", "latin1")
    for (const bytes of [tinyPng.subarray(0, 50), webp, new Uint8Array(), printJpeg, tinyJpeg.subarray(0, 30)]) {
      const made = await renderPdf(led(bytes))
      expect(pictures(made)).toBe(0)
      expect(made.toString("latin1")).not.toContain("/Figure")
    }
  })

  it("draws headings and its rule in the writer's colour, and in the house's own without one", async () => {
    const drawn = async (document: PdfDocument) =>
      streamsOf(await renderPdf(document)).find((one) => one.includes(" TJ"))
    const colored = await drawn(led(tinyPng, { line: "#ff0000", text: "#0000ff" }))
    expect(colored).toContain("1 0 0 SCN")
    expect(colored).toContain("0 0 1 scn")
    expect(await drawn(led(tinyPng))).not.toMatch(/1 0 0 SCN|0 0 1 scn/)
  })

  it("holds no more of a picture than paper shows, however large it was", async () => {
    const made = await renderPdf(led(pngOf(3000, 1500)))
    expect(made.toString("latin1")).toMatch(/\/Width 750\n\/Height 375\n/)
  })
})

/** A picture of one colour. */
function pngOf(width: number, height: number): Uint8Array {
  const head = Buffer.alloc(25)
  head.writeUInt32BE(13)
  head.write("IHDR", 4)
  head.writeUInt32BE(width, 8)
  head.writeUInt32BE(height, 12)
  head.set([8, 2], 16)
  const packed = deflateSync(Buffer.alloc((width * 3 + 1) * height))
  const data = Buffer.alloc(packed.length + 12)
  data.writeUInt32BE(packed.length)
  data.write("IDAT", 4)
  packed.copy(data, 8)
  return new Uint8Array(Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), head, data]))
}

describe("strange text", () => {
  const strange = [
    "Łódź Žižkov İstanbul Αθήνα Київ Việt",
    "株式会社 مرحبا שלום",
    "🎉👩‍👩‍👧 a\u200bb\u00adc",
    "ﬁne 1\u202f000,00\u00a0€ → ✓",
    "x".repeat(3000),
    "\ud800 lone, \u0000 and \u0007 control, \ufffe",
    "",
    " ",
    "\n\n",
    "‮evil‬",
  ]

  it("never keeps a document from being made", async () => {
    const blocks: PdfBlock[] = strange.flatMap((text): PdfBlock[] => [
      { kind: "heading", level: 2, text },
      {
        kind: "paragraph",
        text: [
          { text, bold: true, link: `https://example.com/${text}` },
          { text, italic: true },
        ],
      },
      { kind: "facts", facts: [{ label: text, value: text }] },
      { kind: "parties", parties: [{ label: text, name: text, lines: [text] }] },
      {
        kind: "table",
        columns: [{ title: text }, { title: text, align: "end" }],
        rows: [{ cells: [text, { text, detail: text }] }],
      },
      { kind: "totals", rows: [{ label: text, value: text, strong: true }] },
      { kind: "signature", label: text, name: text, facts: [{ label: text, value: text }] },
      { kind: "note", text },
      { kind: "list", items: [{ text, list: { items: [{ text }] } }] },
    ])
    const bytes = await renderPdf({ ...documentOf(blocks, strange.join(" ")), footer: strange.join(" ") })
    expect(bytes.subarray(0, 5).toString()).toBe("%PDF-")
  })

  it("comes out of the document as it went in, also where no font has it", async () => {
    const text = textOf(await renderPdf(documentOf([{ kind: "paragraph", text: "Łódź, 株式会社, Київ 🎉 ok" }])))
    if (text !== null) expect(text).toContain("Łódź, 株式会社, Київ 🎉 ok")
  })

  it("that is an unsafe address becomes no link", async () => {
    const spans = [
      { text: "x", link: "javascript:alert(1)" },
      { text: "y", link: "https://example.com/ü" },
    ]
    const file = (await renderPdf(documentOf([{ kind: "paragraph", text: spans }]))).toString("latin1")
    expect(file).not.toContain("javascript")
    expect(file).toContain("https://example.com/%C3%BC")
  })
})

describe("long content", () => {
  it("runs on over pages: empty blocks, a row taller than a page and a wide table included", async () => {
    const cells = Array.from({ length: 14 }, (_, at) => `${at}.000.000,00 €`)
    const blocks: PdfBlock[] = [
      { kind: "table", columns: [{ title: "Text" }], rows: [{ cells: ["word ".repeat(6000)] }] },
      { kind: "table", columns: cells.map((title) => ({ title, align: "end" })), rows: [{ cells }, { cells: [] }] },
      { kind: "table", columns: [{ title: "Nothing" }], rows: [] },
      { kind: "totals", rows: [] },
      { kind: "facts", facts: [] },
      { kind: "parties", parties: [] },
      { kind: "list", items: [] },
      { kind: "note", text: "line\n".repeat(200) },
      { kind: "pageBreak" },
      { kind: "pageBreak" },
      { kind: "spacer", height: 5000 },
      { kind: "rule" },
    ]
    expect(pagesOf(await renderPdf(documentOf(blocks)))).toBeGreaterThan(5)
    expect(pagesOf(await renderPdf(documentOf([])))).toBe(1)
  })
})
