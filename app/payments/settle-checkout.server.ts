import { and, eq, ne } from "drizzle-orm"
import type { z } from "zod"
import { checkouts, payments } from "#db/schema/invoices"
import { getInvoice, organizationToday } from "~/invoices/invoice-queries.server"
import { command } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import { afterFact, mismatchOf } from "./checkout"
import { aboutCheckout, type Checkout } from "./checkout-events.server"
import { SettleCheckoutInput } from "./inputs.server"
import { bookPayment } from "./ledger.server"
import type { CheckoutStatus } from "./payment"
import { queuePaymentFailed } from "./payment-failed-mail.server"
import { findProblem } from "./problem-queries.server"
import { queueReceipt } from "./receipt-mail.server"
import { recordProblem } from "./record-problem.server"
import { settleProblem } from "./settle-problem.server"
import { holdSettlement } from "./settlement.server"

type Report = z.output<typeof SettleCheckoutInput>

/** What came of a report: where the attempt stands now, or that nothing changed. */
export type Settled = CheckoutStatus | "unchanged"

/**
 * Takes in what the payment service reports of an attempt: books the payment once it is certain, and in whatever order
 * reports come, ends alike. A report that does not fit the attempt is put aside for a person and books nothing.
 */
export const settleCheckout = command({
  name: "settle-checkout",
  actors: ["system"],
  input: SettleCheckoutInput,
  async step(ctx, report): Promise<Settled> {
    const checkout = await holdCheckout(ctx, report.checkoutId)
    const reason = mismatchOf(checkout, report.fact, report)
    if (reason) return quarantine(ctx, checkout, reason)
    const next = afterFact(checkout.status, report.fact)
    if (next === null) return ctx.unchanged("unchanged")
    if (next === "paid" && (await isBooked(ctx, report))) {
      return quarantine(ctx, checkout, "This payment was booked for another page already.")
    }
    await move(ctx, checkout, next, report)
    await tell(ctx, checkout, next, report)
    return next
  },
})

/** Reports of one invoice stand in line at its settlement, the attempt's own row next. */
async function holdCheckout(ctx: Work, checkoutId: Checkout["id"]): Promise<Checkout> {
  const [known] = await ctx.db
    .select({ invoiceId: checkouts.invoiceId })
    .from(checkouts)
    .where(eq(checkouts.id, checkoutId))
  if (!known) throw new NotFound("checkout")
  await holdSettlement(ctx, known.invoiceId)
  const [checkout] = await ctx.db.select().from(checkouts).where(eq(checkouts.id, checkoutId)).for("update")
  return checkout!
}

async function isBooked(ctx: Work, { paymentIntentId }: Report): Promise<boolean> {
  const [booked] = await ctx.db
    .select({ id: payments.id })
    .from(payments)
    .where(and(eq(payments.provider, "stripe"), eq(payments.providerRef, paymentIntentId ?? "")))
  return booked !== undefined
}

async function quarantine(ctx: Work, checkout: Checkout, reason: string): Promise<Settled> {
  const [moved] = await ctx.db
    .update(checkouts)
    .set({ status: "quarantined", lastError: reason, updatedAt: ctx.now })
    .where(and(eq(checkouts.id, checkout.id), ne(checkouts.status, "paid"), ne(checkouts.status, "quarantined")))
    .returning()
  if (!moved) return ctx.unchanged("unchanged")
  const { invoiceId } = checkout
  ctx.record("checkout.quarantined", { ...(await aboutCheckout(ctx, checkout)), reason })
  await recordProblem.step(ctx, { ...problemOf(checkout), account: null, type: "checkout.session", reason, invoiceId })
  return "quarantined"
}

async function move(ctx: Work, { id }: Checkout, status: CheckoutStatus, { paymentIntentId }: Report) {
  const known = paymentIntentId ? { paymentIntentId } : {}
  await ctx.db
    .update(checkouts)
    .set({ ...known, status, updatedAt: ctx.now })
    .where(eq(checkouts.id, id))
}

async function tell(ctx: Work, checkout: Checkout, status: CheckoutStatus, report: Report) {
  const about = await aboutCheckout(ctx, checkout)
  if (status === "pending") ctx.record("checkout.pending", about)
  if (status === "failed") {
    ctx.record("checkout.failed", { ...about, reason: "The bank did not carry out the payment." })
    await queuePaymentFailed(ctx, await getInvoice(ctx, { invoiceId: checkout.invoiceId }), checkout)
  }
  if (status === "expired") ctx.record("checkout.expired", about)
  if (status === "paid") await book(ctx, checkout, report)
  if (checkout.status === "quarantined") await clear(ctx, checkout)
}

const problemOf = ({ id }: Checkout) => ({ kind: "quarantine" as const, ref: id })

/** What was put aside is right after all: a later report fits. */
async function clear(ctx: Work, checkout: Checkout) {
  const problem = await findProblem(ctx, problemOf(checkout))
  if (problem) await settleProblem.step(ctx, { problemId: problem.id })
}

async function book(ctx: Work, checkout: Checkout, { method, paymentIntentId }: Report) {
  const { id: checkoutId, invoiceId, amountMinor } = checkout
  const invoice = await getInvoice(ctx, { invoiceId })
  const payment = await bookPayment(ctx, invoice, {
    ...{ method, amountMinor, checkoutId, provider: "stripe", providerRef: paymentIntentId },
    receivedOn: await organizationToday(ctx),
  })
  if (payment) await queueReceipt(ctx, invoice, payment)
}
