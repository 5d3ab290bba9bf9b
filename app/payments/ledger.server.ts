import { asc, eq, min, type SQL, sum } from "drizzle-orm"
import { allocations, payments } from "#db/schema/invoices"
import type { Invoice } from "~/invoices/invoice-queries.server"
import type { Work } from "~/platform/data/work.server"
import { Conflict } from "~/platform/language/errors"
import { closeOpenCheckouts, holdClient, holdSettlement, place, settleBy } from "./settlement.server"

/** Money received for an invoice, in its currency. `providerRef` is the provider's own id of the payment. */
export type Receipt = Pick<
  typeof payments.$inferInsert,
  "method" | "provider" | "providerRef" | "checkoutId" | "reference" | "recordedById" | "receivedOn" | "amountMinor"
>

export type Payment = typeof payments.$inferSelect

/** Another invoice of the same client and currency that a payment settles a part of; no more than it still needs. */
export type Share = { invoice: Invoice; amountMinor: bigint }

/**
 * Books money received: it settles what the invoice still needs, after the shares of other invoices that were named, and the
 * rest stays with the payment as the client's credit. A payment of a provider that is booked already is not booked again;
 * answers null then.
 */
export async function bookPayment(
  ctx: Work,
  invoice: Invoice,
  receipt: Receipt,
  shares: readonly Share[] = [],
): Promise<Payment | null> {
  const { balanceMinor } = await holdSettlement(ctx, invoice.id)
  const { companyId, currency } = invoice
  const [payment] = await ctx.db
    .insert(payments)
    .values({ ...receipt, companyId, currency, isDeposit: invoice.kind === "deposit" })
    .onConflictDoNothing({ target: [payments.organizationId, payments.provider, payments.providerRef] })
    .returning()
  if (!payment) return null
  const { amountMinor } = payment
  const elsewhere = shares.reduce((all, share) => all + share.amountMinor, 0n)
  const share = least(amountMinor - elsewhere, balanceMinor)
  const about = { paymentId: payment.id, companyId, invoiceId: invoice.id, method: payment.method }
  ctx.record("payment.recorded", { ...about, amountMinor, currency, creditMinor: amountMinor - elsewhere - share })
  await settleBy(ctx, payment.id, invoice, share)
  await closeOpenCheckouts(ctx, invoice.id, payment.checkoutId)
  for (const each of shares) await bookShare(ctx, payment, each)
  return payment
}

async function bookShare(ctx: Work, payment: Payment, { invoice, amountMinor }: Share) {
  const { id: paymentId, companyId, currency } = payment
  ctx.record("payment.applied", { paymentId, companyId, invoiceId: invoice.id, amountMinor, currency })
  await settleBy(ctx, paymentId, invoice, amountMinor)
  await closeOpenCheckouts(ctx, invoice.id)
}

/** Books the opposite of a payment and of everything it settles; both stay in the ledger. Answers the invoices it opens again. */
export async function bookReversal(
  ctx: Work,
  payment: Payment,
  facts: Pick<Receipt, "receivedOn" | "reference" | "recordedById">,
) {
  const { companyId, method, currency, amountMinor, isDeposit } = payment
  await holdClient(ctx, companyId)
  const shares = await sharesOf(ctx, eq(payments.id, payment.id))
  const [reversal] = await ctx.db
    .insert(payments)
    .values({ ...facts, companyId, method, currency, isDeposit, amountMinor: -amountMinor, reversesId: payment.id })
    .onConflictDoNothing({ target: [payments.organizationId, payments.reversesId] })
    .returning()
  if (!reversal) throw new Conflict("This payment was reversed already.")
  for (const { invoiceId, placedMinor } of shares) await place(ctx, reversal.id, invoiceId, -placedMinor)
  return { reversal, invoiceIds: shares.map((share) => share.invoiceId) }
}

/** What some entries of the ledger settle together, by invoice; none of nothing. */
export async function sharesOf(ctx: Work, which: SQL) {
  const shares = await ctx.db
    .select({ invoiceId: allocations.invoiceId, placedMinor: sum(allocations.amountMinor).mapWith(BigInt) })
    .from(allocations)
    .innerJoin(payments, eq(payments.id, allocations.paymentId))
    .where(which)
    .groupBy(allocations.invoiceId)
    .orderBy(asc(min(allocations.createdAt)), asc(allocations.invoiceId))
  return shares.filter(({ placedMinor }) => placedMinor !== 0n)
}

const least = (a: bigint, b: bigint) => (a < b ? a : b)
