import { and, eq, sum } from "drizzle-orm"
import type { z } from "zod"
import { payments } from "#db/schema/invoices"
import { disputes, refunds } from "#db/schema/refunds"
import { type StripeAccount, type StripeRefund, stripeFor } from "~/adapters/stripe.server"
import { getInvoice, type Invoice, organizationToday } from "~/invoices/invoice-queries.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import { outsideCommand } from "~/platform/data/command.server"
import type { Reading, Work } from "~/platform/data/work.server"
import { Conflict, Invalid, NotFound } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { formatMoney, isStripeMoney, parseMoney } from "~/platform/language/money"
import { completeRefund } from "./complete-refund.server"
import { bookCounter, bookedOf } from "./counter-entries.server"
import { withinNote } from "./credit-note-refunds.server"
import { RefundPaymentInput } from "./inputs.server"
import type { Payment } from "./ledger.server"
import { refundOrder, refuseRefund, reportOf } from "./refund-report.server"
import { settleRefund } from "./settle-refund.server"
import { holdSettlement } from "./settlement.server"
import { stripeAccountOf } from "./stripe-account.server"

type Refund = typeof refunds.$inferSelect
type Ordered = z.output<typeof RefundPaymentInput>
type Call = { account: StripeAccount; attempt: Id<"checkouts">; paymentIntentId: string }
type Attempt = { refund: Refund; call: Call | null }

/** A call lasts ten seconds at most: a refund that was begun earlier and has no answer was cut off. */
const longestCall = 15_000
const isCutOff = ({ status, providerRef, updatedAt }: Refund, now: Date) =>
  status === "pending" && providerRef === null && now.getTime() - updatedAt.getTime() >= longestCall

/** How long the queue waits before it sees to a refund that nobody brought to an end. */
const patience = 60_000

/**
 * Gives a payment back, wholly or in part: through the payment service, or, for money that came by bank or in cash, as
 * written down by hand. The refund and its key are written before the service is asked; pressed twice it is one refund.
 */
export const refundPayment = outsideCommand({
  name: "refund-payment",
  actors: ["staff", "system"],
  input: RefundPaymentInput,
  async step(ctx, order): Promise<Attempt> {
    const invoice = await getInvoice(ctx, { invoiceId: order.invoiceId })
    const payment = await paymentOf(ctx, order.paymentId, invoice)
    await holdSettlement(ctx, invoice.id)
    const idempotencyKey = `refund_${payment.id}_${order.key}`
    const [known] = await ctx.db.select().from(refunds).where(eq(refunds.idempotencyKey, idempotencyKey))
    const call = payment.provider ? await callFor(ctx, payment) : null
    if (known) return ctx.unchanged({ refund: known, call: isCutOff(known, ctx.now) ? call : null })
    const amountMinor = await amountOf(ctx, payment, order)
    if (order.creditNoteId) await keepToNote(ctx, order.creditNoteId, invoice, amountMinor)
    const refund = await write(ctx, { payment, invoice, order, amountMinor, idempotencyKey })
    const { creditNoteId } = refund
    const about = { paymentId: payment.id, companyId: payment.companyId, invoiceId: invoice.id, creditNoteId }
    const money = { amountMinor, currency: payment.currency }
    if (call) {
      ctx.record("refund.started", { ...about, ...money })
      const runAt = new Date(ctx.now.getTime() + patience)
      await ctx.enqueue({ command: completeRefund.definition, input: { refundId: refund.id }, runAt })
    } else {
      const { refundedOn: receivedOn, reference, recordedById } = refund
      const counter = { ref: null, amountMinor: -amountMinor, receivedOn, reference, recordedById }
      await bookCounter(ctx, payment, invoice, counter)
      ctx.record("payment.refunded", { ...about, ...money })
    }
    return { refund, call }
  },
  async outside({ refund, call }): Promise<StripeRefund | null> {
    if (!call) return null
    return stripeFor(call.account).refund(refundOrder(refund, call.attempt, call.paymentIntentId))
  },
  async settle(ctx, { refund, call }, outcome): Promise<{ refundId: Id<"refunds">; status: Refund["status"] }> {
    if (!call) return ctx.unchanged({ refundId: refund.id, status: refund.status })
    if (outcome.ok) {
      await settleRefund.step(ctx, reportOf(outcome.answer!, { own: refund.id, attempt: call.attempt }))
    } else if (!outcome.error.retriable) {
      await refuseRefund(ctx, refund.id, outcome.error.message)
    } else ctx.unchanged(null)
    const [now] = await ctx.db.select({ status: refunds.status }).from(refunds).where(eq(refunds.id, refund.id))
    return { refundId: refund.id, status: now!.status }
  },
})

async function paymentOf(ctx: Reading, paymentId: Id<"payments">, { companyId, currency }: Invoice): Promise<Payment> {
  const [payment] = await ctx.db
    .select()
    .from(payments)
    .where(and(eq(payments.id, paymentId), eq(payments.companyId, companyId), eq(payments.currency, currency)))
  if (!payment) throw new NotFound("payment")
  if (payment.amountMinor <= 0n || payment.ofId || payment.reversesId)
    throw new Conflict("Only money that was received is given back.")
  return payment
}

async function callFor(ctx: Reading, { id, checkoutId, providerRef }: Payment): Promise<Call> {
  const [open] = await ctx.db
    .select({ id: disputes.id })
    .from(disputes)
    .where(and(eq(disputes.paymentId, id), eq(disputes.status, "open")))
  if (open) throw new Conflict("The client's bank disputes this payment: it decides about the money.")
  const account = await stripeAccountOf(ctx)
  if (!account || !checkoutId || !providerRef) throw new Conflict("The payment service is not connected any more.")
  return { account, attempt: checkoutId, paymentIntentId: providerRef }
}

/** The amount to give back: no more than is left of the payment after refunds, those on their way among them. */
async function amountOf(ctx: Work, payment: Payment, { amount }: Ordered): Promise<bigint> {
  const { locale } = await getOrganization(ctx, {})
  const typed = parseMoney(amount, payment.currency, locale)
  if (!typed.ok) throw new Invalid("amount", typed.reason)
  const left = await refundableOf(ctx, payment)
  if (left <= 0n) throw new Conflict("This payment was given back already.")
  if (typed.money.minor <= 0n) throw new Invalid("amount", "Enter an amount above zero.")
  if (typed.money.minor > left) {
    const most = formatMoney({ minor: left, currency: payment.currency }, locale)
    throw new Invalid("amount", `At most ${most} of this payment can be given back.`)
  }
  if (payment.provider && !isStripeMoney(typed.money))
    throw new Invalid("amount", "End this amount in a zero: the payment service takes no finer one.")
  return typed.money.minor
}

/** A refund for a credit note gives back no more than the note took back. */
async function keepToNote(ctx: Work, creditNoteId: Id<"invoices">, invoice: Invoice, amountMinor: bigint) {
  const { locale } = await getOrganization(ctx, {})
  await withinNote(ctx, await getInvoice(ctx, { invoiceId: creditNoteId }), invoice.id, amountMinor, locale)
}

/** What of a payment can still be given back. */
async function refundableOf(ctx: Reading, payment: Payment): Promise<bigint> {
  const [waiting] = await ctx.db
    .select({ minor: sum(refunds.amountMinor).mapWith(BigInt) })
    .from(refunds)
    .where(and(eq(refunds.paymentId, payment.id), eq(refunds.status, "pending")))
  return (await bookedOf(ctx, payment)) - (waiting?.minor ?? 0n)
}

type Written = { payment: Payment; invoice: Invoice; order: Ordered; amountMinor: bigint; idempotencyKey: string }

async function write(ctx: Work, { payment, invoice, order, amountMinor, idempotencyKey }: Written): Promise<Refund> {
  const today = await organizationToday(ctx)
  const refundedOn = payment.provider ? today : (order.refundedOn ?? today)
  if (refundedOn > today) throw new Invalid("refundedOn", "This day has not come yet.")
  const [refund] = await ctx.db
    .insert(refunds)
    .values({
      ...{ paymentId: payment.id, invoiceId: invoice.id, currency: payment.currency, amountMinor, idempotencyKey },
      ...{ reference: order.reference, creditNoteId: order.creditNoteId, refundedOn, provider: payment.provider },
      ...{ status: payment.provider ? "pending" : "succeeded", recordedById: ctx.actor.personId },
    })
    .returning()
  return refund!
}
