import { and, eq } from "drizzle-orm"
import { checkouts, payments } from "#db/schema/invoices"
import { getInvoice, type Invoice } from "~/invoices/invoice-queries.server"
import type { Work } from "~/platform/data/work.server"
import { Conflict, NotFound } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import type { Payment } from "./ledger.server"
import { holdSettlement } from "./settlement.server"

/**
 * The booked payment that a report of the payment service is about, its invoice's settlement held to the end of the
 * transaction; null when it is none of ours. `attempt` is named where the service keeps it: then the payment must come, and
 * a report that is faster than it is a Conflict, to be tried again.
 */
export async function findPaid(
  ctx: Work,
  { attempt, paymentIntentId }: { attempt: Id<"checkouts"> | null; paymentIntentId: string },
): Promise<{ payment: Payment; invoice: Invoice } | null> {
  const named = attempt ? eq(checkouts.id, attempt) : eq(checkouts.paymentIntentId, paymentIntentId)
  const [checkout] = await ctx.db.select({ invoiceId: checkouts.invoiceId }).from(checkouts).where(named)
  if (!checkout && attempt) throw new NotFound("checkout")
  if (!checkout) return null
  await holdSettlement(ctx, checkout.invoiceId)
  const [payment] = await ctx.db
    .select()
    .from(payments)
    .where(and(eq(payments.provider, "stripe"), eq(payments.providerRef, paymentIntentId)))
  if (!payment) throw new Conflict("The payment this is about was not reported yet.")
  return { payment, invoice: await getInvoice(ctx, { invoiceId: checkout.invoiceId }) }
}
