import type { PdfBlock, PdfDocument } from "~/adapters/pdf/document"
import { wordsOf } from "./invoice-words"
import type { InvoiceSnapshot } from "./snapshot"

/** The invoice as a document to print, made of its frozen content and the instant it was issued alone. */
export function invoicePdf(invoice: InvoiceSnapshot, issuedAt: Date): PdfDocument {
  const words = wordsOf(invoice)
  const blocks: PdfBlock[] = [
    { kind: "letterhead", name: words.seller.name, lines: words.seller.lines },
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
  return { title: words.heading, language: "en", author, created: issuedAt, blocks, footer: words.footer }
}

function transferBlocks(transfer: { label: string; value: string }[]): PdfBlock[] {
  if (transfer.length === 0) return []
  const text = transfer.map(({ label, value }) => `${label}: ${value}`).join("\n")
  return [{ kind: "note", title: "Payment by bank transfer", text }]
}
