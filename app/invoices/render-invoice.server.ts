import { and, eq } from "drizzle-orm"
import { documents } from "#db/schema/invoices"
import { files, type KeptFile, newFileKey } from "~/adapters/files.server"
import { renderPdf } from "~/adapters/pdf/render.server"
import { printedLogo } from "~/organizations/printed-logo.server"
import { outsideCommand } from "~/platform/data/command.server"
import type { Reading } from "~/platform/data/work.server"
import { Conflict } from "~/platform/language/errors"
import { RenderInvoiceInput } from "./inputs.server"
import { aboutInvoice } from "./invoice-events"
import { queueInvoiceMail } from "./invoice-mail.server"
import { invoicePdf } from "./invoice-pdf"
import { documentOf, getInvoice, type Invoice } from "./invoice-queries.server"
import { headingOf } from "./invoice-words"
import type { InvoiceSnapshot } from "./snapshot"

type Attempt = { invoice: Invoice; snapshot: InvoiceSnapshot; issuedAt: Date; fileKey: string | null; send: boolean }
type Kept = KeptFile & { fileKey: string }

/** Makes and keeps an issued invoice's PDF, once, from its frozen content alone; the mail that carries it goes out after that. */
export const renderInvoice = outsideCommand({
  name: "render-invoice",
  actors: ["system"],
  input: RenderInvoiceInput,
  async step(ctx, { invoiceId, send }): Promise<Attempt> {
    const invoice = await getInvoice(ctx, { invoiceId })
    if (!invoice.snapshot || !invoice.issuedAt) throw new Conflict("Only an issued invoice has a PDF.")
    const fileKey = (await isRendered(ctx, invoice)) ? null : newFileKey(ctx.caller.organizationId)
    return ctx.unchanged({ invoice, snapshot: invoice.snapshot, issuedAt: invoice.issuedAt, fileKey, send })
  },
  async outside({ snapshot, issuedAt, fileKey }): Promise<Kept | null> {
    if (!fileKey) return null
    const logo = await printedLogo(snapshot.seller.look)
    const kept = await files().put(fileKey, await renderPdf(invoicePdf(snapshot, issuedAt, logo)))
    return { ...kept, fileKey }
  },
  async settle(ctx, { invoice, snapshot, send }, outcome) {
    const kept = outcome.ok ? outcome.answer : null
    const documentId = kept && (await keepDocument(ctx, invoice, snapshot, kept))
    if (kept && documentId)
      ctx.record("invoice.rendered", { ...aboutInvoice(invoice), documentId, sha256: kept.sha256 })
    const mailId = send && outcome.ok ? await queueInvoiceMail(ctx, invoice, { again: false }) : null
    const done = { invoiceId: invoice.id, mailId }
    return documentId || mailId ? done : ctx.unchanged(done)
  },
})

async function isRendered(ctx: Reading, { id }: Invoice) {
  const [document] = await ctx.db
    .select({ id: documents.id })
    .from(documents)
    .where(and(eq(documents.kind, "invoice_pdf"), eq(documents.objectId, documentOf(id))))
  return document !== undefined
}

/** Keeps the first rendering; a second one that lost the race is dropped, so that every reader gets the same bytes. */
async function keepDocument(ctx: Reading, { id }: Invoice, snapshot: InvoiceSnapshot, { fileKey, size, sha256 }: Kept) {
  const fileName = `${headingOf(snapshot).replace(/[^\w-]+/g, "-")}.pdf`
  const [document] = await ctx.db
    .insert(documents)
    .values({
      kind: "invoice_pdf",
      objectId: documentOf(id),
      fileKey,
      fileName,
      contentType: "application/pdf",
      size,
      sha256,
    })
    .onConflictDoNothing()
    .returning({ id: documents.id })
  return document?.id ?? null
}
