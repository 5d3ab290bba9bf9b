import type { PdfBlock, PdfDocument } from "~/adapters/pdf/document"
import { accentOf, pictureOf } from "~/organizations/printed-look"
import { wordsOf } from "./invoice-words"
import type { InvoiceSnapshot } from "./snapshot"

/**
 * The invoice as a document to print, made of its frozen content and the instant it was issued alone; `logo` is what is kept
 * under the key that the content names.
 */
export function invoicePdf(invoice: InvoiceSnapshot, issuedAt: Date, logo: Uint8Array | null = null): PdfDocument {
  const words = wordsOf(invoice)
  const { look, brand } = invoice.seller
  const blocks: PdfBlock[] = [
    { kind: "letterhead", ...words.seller, ...pictureOf(logo, brand) },
    { kind: "heading", level: 1, text: words.heading },
    { kind: "paragraph", style: "lead", text: words.title },
    { kind: "parties", parties: [{ label: "Billed to", name: words.buyer.name, lines: words.buyer.lines }] },
    { kind: "facts", facts: words.facts },
    {
      kind: "table",
      columns: [
        { title: words.columns.description, width: 1 },
        { title: words.columns.quantity, align: "end" },
        { title: words.columns.unitPrice, align: "end" },
        { title: words.columns.amount, align: "end" },
      ],
      rows: words.lines.map(({ title, description, quantity, unitPrice, amount }) => ({
        cells: [description ? { text: title, detail: description } : title, quantity, unitPrice, amount],
      })),
    },
    {
      kind: "totals",
      rows: words.totals.map(({ label, amount, kind }) => ({ label, value: amount, strong: kind === "total" })),
    },
    ...words.totals
      .filter(({ note }) => note)
      .map(({ note }): PdfBlock => ({ kind: "paragraph", style: "small", text: note ?? "" })),
    ...(words.accountedTax ? [{ kind: "paragraph", style: "small", text: words.accountedTax } as const] : []),
    ...(words.notes ? [{ kind: "paragraph", text: words.notes } as const] : []),
    ...transferBlocks(words.transfer),
  ]
  const author = words.seller.name
  const { heading: title, footer } = words
  return { title, language: "en", author, created: issuedAt, blocks, footer, ...accentOf(look) }
}

function transferBlocks(transfer: { label: string; value: string }[]): PdfBlock[] {
  if (transfer.length === 0) return []
  const text = transfer.map(({ label, value }) => `${label}: ${value}`).join("\n")
  return [{ kind: "note", title: "Payment by bank transfer", text }]
}
