import { eq } from "drizzle-orm"
import { payments } from "#db/schema/invoices"
import { refunds } from "#db/schema/refunds"
import { type RefundOrder, type StripeAccount, type StripeRefund, stripeFor } from "~/adapters/stripe.server"
import { outsideCommand } from "~/platform/data/command.server"
import { NotFound } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { CompleteRefundInput } from "./inputs.server"
import { refundOrder, refuseRefund, reportOf } from "./refund-report.server"
import { settleRefund } from "./settle-refund.server"
import { stripeAccountOf } from "./stripe-account.server"

/** How long the payment service knows a key for certain; later it is only asked whether the refund is there. */
const keyLife = 23 * 3_600_000

type Call = { account: StripeAccount; attempt: Id<"checkouts">; order: RefundOrder; mayAsk: boolean }
type Attempt = { refundId: Id<"refunds">; call: Call | null }

/**
 * Brings a refund to an end whose call was cut off or got no answer: looks whether the payment service has it, else asks for
 * it once more with the key that was written with it.
 */
export const completeRefund = outsideCommand({
  name: "complete-refund",
  actors: ["system"],
  input: CompleteRefundInput,
  async step(ctx, { refundId }): Promise<Attempt> {
    const [found] = await ctx.db
      .select({ refund: refunds, payment: payments })
      .from(refunds)
      .innerJoin(payments, eq(payments.id, refunds.paymentId))
      .where(eq(refunds.id, refundId))
    if (!found) throw new NotFound("refund")
    const { refund, payment } = found
    const account = await stripeAccountOf(ctx)
    const isWaiting = refund.status === "pending" && refund.providerRef === null
    if (!isWaiting || !account || !payment.checkoutId || !payment.providerRef)
      return ctx.unchanged({ refundId, call: null })
    const attempt = payment.checkoutId
    const order = refundOrder(refund, attempt, payment.providerRef)
    const mayAsk = ctx.now.getTime() - refund.createdAt.getTime() < keyLife
    return ctx.unchanged({ refundId, call: { account, attempt, order, mayAsk } })
  },
  async outside({ refundId, call }): Promise<StripeRefund | null> {
    if (!call) return null
    const stripe = stripeFor(call.account)
    const made = await stripe.refundsOf(call.order.paymentIntentId)
    const ours = made.find(({ metadata }) => metadata.refund === refundId)
    return ours ?? (call.mayAsk ? stripe.refund(call.order) : null)
  },
  async settle(ctx, { refundId, call }, outcome) {
    if (!call) return ctx.unchanged({ refundId })
    if (!outcome.ok) {
      if (outcome.error.retriable) return ctx.unchanged({ refundId })
      await refuseRefund(ctx, refundId, outcome.error.message)
    } else if (outcome.answer) {
      await settleRefund.step(ctx, reportOf(outcome.answer, { own: refundId, attempt: call.attempt }))
    } else await refuseRefund(ctx, refundId, "The payment service never got it.")
    return { refundId }
  },
})
