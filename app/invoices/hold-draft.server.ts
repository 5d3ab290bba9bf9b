import { eq } from "drizzle-orm"
import { invoices } from "#db/schema/invoices"
import { stale } from "~/platform/data/versions.server"
import type { Reading, Work } from "~/platform/data/work.server"
import { Conflict } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { linesInWords } from "~/proposals/line-words"
import { rateValues, termsValues } from "./form-values.server"
import { linesOf } from "./invoice-lines.server"
import { draftOnly, getInvoice, type Invoice } from "./invoice-queries.server"

/** Holds a draft to the end of the transaction, so that nobody else edits or issues it; a stale version is a Conflict. */
export async function holdDraft(ctx: Work, invoiceId: Id<"invoices">, version: number): Promise<Invoice> {
  await getInvoice(ctx, { invoiceId })
  await ctx.db.select({ id: invoices.id }).from(invoices).where(eq(invoices.id, invoiceId)).for("update")
  const draft = draftOnly(await getInvoice(ctx, { invoiceId }))
  if (draft.version !== version) throw await staleDraft(ctx, draft)
  return draft
}

/** The Conflict of a stale draft, with the lines that stand there now beside its other values. */
async function staleDraft(ctx: Reading, { id }: Invoice) {
  const conflict = await stale(ctx, invoices, id)
  if (!(conflict instanceof Conflict)) return conflict
  const lines = linesInWords(await linesOf(ctx, id))
  const there = await getInvoice(ctx, { invoiceId: id })
  const { discountPercent, discountAmount } = termsValues(there)
  const exchangeRate = rateValues(there).exchangeRate ?? ""
  const theirs = { ...conflict.detail.theirs, discountPercent, discountAmount, exchangeRate, lines }
  return new Conflict(conflict.message, { ...conflict.detail, theirs })
}
