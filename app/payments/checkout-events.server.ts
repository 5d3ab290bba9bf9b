import { eq } from "drizzle-orm"
import { type checkouts, invoices } from "#db/schema/invoices"
import type { Reading } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"

export type Checkout = typeof checkouts.$inferSelect

/** The records that whatever happens to an attempt to pay is about. */
export async function aboutCheckout(ctx: Reading, { id, invoiceId }: Checkout) {
  const [invoice] = await ctx.db
    .select({ companyId: invoices.companyId })
    .from(invoices)
    .where(eq(invoices.id, invoiceId))
  if (!invoice) throw new NotFound("invoice")
  return { checkoutId: id, invoiceId, companyId: invoice.companyId }
}
