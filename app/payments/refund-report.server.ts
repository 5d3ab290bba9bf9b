import { and, eq, isNull } from "drizzle-orm"
import { payments } from "#db/schema/invoices"
import { refunds } from "#db/schema/refunds"
import type { RefundOrder, StripeRefund } from "~/adapters/stripe.server"
import type { Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { stripeMinor } from "~/platform/language/money"
import type { RefundStatus } from "./payment"

const statuses: Record<StripeRefund["status"], RefundStatus> = {
  pending: "pending",
  requires_action: "pending",
  succeeded: "succeeded",
  failed: "failed",
  canceled: "failed",
}

/** The payment service's word for where a refund stands, in ours; what it does not know yet is on its way. */
export const refundStatusOf = (status: string | null | undefined): RefundStatus =>
  statuses[status as StripeRefund["status"]] ?? "pending"

type Of = { own: Id<"refunds"> | null; attempt: Id<"checkouts"> | null }

/** A refund of the payment service as the books take it in. */
export const reportOf = (refund: StripeRefund, of: Of) => ({
  ...of,
  refundId: refund.id,
  status: refundStatusOf(refund.status),
  amount: refund.amountMinor,
  currency: refund.currency,
  paymentIntentId: refund.paymentIntentId ?? "",
  failure: refund.failure,
})

/** Notes that the payment service gives nothing back: no money moved. */
export async function refuseRefund(ctx: Work, refundId: Id<"refunds">, reason: string): Promise<void> {
  const [refused] = await ctx.db
    .update(refunds)
    .set({ status: "failed", failure: reason, updatedAt: ctx.now })
    .where(and(eq(refunds.id, refundId), eq(refunds.status, "pending"), isNull(refunds.providerRef)))
    .returning()
  if (!refused) return ctx.unchanged(undefined)
  const { paymentId, invoiceId, creditNoteId, amountMinor, currency } = refused
  const [payment] = await ctx.db
    .select({ companyId: payments.companyId })
    .from(payments)
    .where(eq(payments.id, paymentId))
  const { companyId } = payment!
  ctx.record("refund.refused", { paymentId, invoiceId, creditNoteId, companyId, amountMinor, currency, reason })
}

/** What the payment service is asked for, as the refund's row alone determines it: the same key always asks for the same. */
export const refundOrder = (
  refund: typeof refunds.$inferSelect,
  attempt: Id<"checkouts">,
  paymentIntentId: string,
): RefundOrder => ({
  paymentIntentId,
  amountMinor: stripeMinor({ minor: refund.amountMinor, currency: refund.currency }),
  metadata: { organization: refund.organizationId, attempt, refund: refund.id },
  idempotencyKey: refund.idempotencyKey ?? refund.id,
})
