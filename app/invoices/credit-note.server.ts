import { invoiceLines, invoices, invoiceTaxes } from "#db/schema/invoices"
import type { Work } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import { decimalOf } from "~/platform/language/money"
import type { CreditNote } from "~/pricing/credit-note"
import { creditLine } from "./credit-line"
import { creditSnapshot } from "./credit-snapshot"
import { linesOf } from "./invoice-lines.server"
import { invoiceLink } from "./invoice-link.server"
import type { Invoice } from "./invoice-queries.server"
import { freeze, prepare } from "./issuing.server"
import { recipientOf } from "./recipient.server"

type Facts = { note: CreditNote; reason: string; issueOn: string; send: boolean }
type Line = Awaited<ReturnType<typeof linesOf>>[number]

/**
 * Issues the credit note of an invoice as it was reckoned: a document of its own with the next number of its own series,
 * which names the invoice and its lines, is frozen with its digest, and has its PDF made (VAT Directive Art. 219).
 */
export async function issueCreditNote(
  ctx: Work,
  invoice: Invoice,
  lines: readonly Line[],
  { note, reason, issueOn, send }: Facts,
): Promise<Invoice> {
  if (!invoice.snapshot) throw new NotFound("invoice")
  const draft = await draftCreditNote(ctx, invoice, note, reason)
  await writeCreditLines(ctx, draft, lines, note)
  const taxes = note.taxes.map((tax, position) => ({ ...tax, position, invoiceId: draft.id }))
  if (taxes.length > 0) await ctx.db.insert(invoiceTaxes).values(taxes)
  const snapshot = creditSnapshot(invoice.snapshot, await linesOf(ctx, draft.id), note, { reason, issueOn })
  const { netMinor, taxMinor, totalMinor } = note
  const amounts = { netMinor, taxMinor, totalMinor }
  const issued = await freeze(ctx, draft.id, { series: "credit_note", issueOn, dueOn: null, snapshot, amounts })
  await invoiceLink(ctx, issued, await recipientOf(ctx, issued))
  await prepare(ctx, issued, send)
  return issued
}

async function draftCreditNote(
  ctx: Work,
  invoice: Invoice,
  { linesNetMinor, netMinor, taxMinor, totalMinor }: CreditNote,
  notes: string,
) {
  const { companyId, contactId, dealId, proposalId, ownerId, title, currency, poNumber } = invoice
  const { serviceFromOn, serviceToOn } = invoice
  const [draft] = await ctx.db
    .insert(invoices)
    .values({
      ...{ kind: "credit_note", creditsId: invoice.id, companyId, contactId, dealId, proposalId, ownerId },
      ...{ title, currency, poNumber, serviceFromOn, serviceToOn, termsDays: 0, notes },
      ...{ netMinor, taxMinor, totalMinor },
      discountAmount: decimalOf({ minor: linesNetMinor - netMinor, currency }),
    })
    .returning()
  return draft!
}

async function writeCreditLines(ctx: Work, draft: Invoice, lines: readonly Line[], note: CreditNote) {
  const rows = note.lines.map((credited, position) => {
    const { id, organizationId: _, ...line } = lines[credited.at]!
    const printed = creditLine(line, credited, draft.currency)
    const credits = { creditsLineId: id, creditsQuantity: credited.quantity, netMinor: credited.netMinor }
    return { ...line, ...printed, ...credits, position, invoiceId: draft.id }
  })
  if (rows.length > 0) await ctx.db.insert(invoiceLines).values(rows)
}
