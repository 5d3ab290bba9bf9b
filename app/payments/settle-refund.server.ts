import { and, eq } from "drizzle-orm"
import type { z } from "zod"
import { refunds } from "#db/schema/refunds"
import { organizationToday } from "~/invoices/invoice-queries.server"
import { command } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { Conflict } from "~/platform/language/errors"
import { fromStripeMinor } from "~/platform/language/money"
import { bookCounter } from "./counter-entries.server"
import { SettleRefundInput } from "./inputs.server"
import { findPaid } from "./paid-checkout.server"
import type { RefundStatus } from "./payment"

type Report = z.output<typeof SettleRefundInput>
type Refund = typeof refunds.$inferSelect
type Paid = NonNullable<Awaited<ReturnType<typeof findPaid>>>

/** What came of a report about a refund. */
export type Refunded = "refunded" | "refund failed" | "refund pending" | "unchanged" | "unknown"

/**
 * Takes in what the payment service reports of money it gives back, begun here or there: a counter-entry, once for each
 * refund, and what it settled is owed again. One that failed later is taken back in its turn. Reports come twice and in any
 * order; all end alike, and failed is final.
 */
export const settleRefund = command({
  name: "settle-refund",
  actors: ["system"],
  input: SettleRefundInput,
  async step(ctx, report): Promise<Refunded> {
    const paid = await findPaid(ctx, report)
    if (!paid) return ctx.unchanged("unknown")
    const { payment, invoice } = paid
    const { minor: amountMinor, currency } = fromStripeMinor(report.amount, report.currency)
    if (currency !== payment.currency)
      throw new Conflict(`A payment in ${payment.currency} was refunded in ${currency}.`)
    if (amountMinor > payment.amountMinor) throw new Conflict("More was refunded than this payment came to.")
    const known = await findRefund(ctx, report, paid)
    if (known && ranks[report.status] <= ranks[known.status] && known.providerRef) return ctx.unchanged("unchanged")
    const about = {
      ...{ paymentId: payment.id, companyId: payment.companyId, invoiceId: invoice.id, amountMinor, currency },
      creditNoteId: known?.creditNoteId ?? null,
    }
    await keep(ctx, known, report, paid, amountMinor)
    if (report.status === "pending") {
      ctx.record("refund.pending", about)
      return "refund pending"
    }
    const money = { receivedOn: await organizationToday(ctx), reference: known?.reference ?? null }
    const gone = {
      ...money,
      ref: report.refundId,
      amountMinor: -amountMinor,
      recordedById: known?.recordedById ?? null,
    }
    if (known === null || known.status === "pending") {
      const isNew = await bookCounter(ctx, payment, invoice, gone)
      if (!isNew) throw new Conflict("The books have an entry of this name that is no refund of this payment.")
      ctx.record("payment.refunded", about)
    }
    if (report.status === "succeeded") return "refunded"
    await bookCounter(ctx, payment, invoice, { ...money, ref: `${report.refundId} failed`, amountMinor })
    ctx.record("refund.failed", { ...about, reason: report.failure })
    return "refund failed"
  },
})

const ranks: Record<RefundStatus, number> = { pending: 0, succeeded: 1, failed: 2 }

/** The refund as we know it: by the payment service's name, or as the one begun here that has none yet. */
async function findRefund(ctx: Work, { refundId, own }: Report, { payment }: Paid): Promise<Refund | null> {
  const [named] = await ctx.db
    .select()
    .from(refunds)
    .where(and(eq(refunds.provider, "stripe"), eq(refunds.providerRef, refundId)))
  if (named || !own) return named ?? null
  const [begun] = await ctx.db
    .select()
    .from(refunds)
    .where(and(eq(refunds.id, own), eq(refunds.paymentId, payment.id)))
  return begun && !begun.providerRef ? begun : null
}

async function keep(ctx: Work, known: Refund | null, report: Report, { payment, invoice }: Paid, amountMinor: bigint) {
  const { refundId: providerRef, failure } = report
  const status = known && ranks[known.status] > ranks[report.status] ? known.status : report.status
  const facts = { status, providerRef, failure, amountMinor, updatedAt: ctx.now }
  if (known) {
    await ctx.db.update(refunds).set(facts).where(eq(refunds.id, known.id))
    return
  }
  const refundedOn = await organizationToday(ctx)
  const of = {
    paymentId: payment.id,
    invoiceId: invoice.id,
    currency: payment.currency,
    provider: "stripe",
    refundedOn,
  }
  await ctx.db.insert(refunds).values({ ...of, ...facts })
}
