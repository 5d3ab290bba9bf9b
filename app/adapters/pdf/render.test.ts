import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { inflateSync } from "node:zlib"
import { describe, expect, it } from "vitest"
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
