import { and, eq, inArray, ne, sum } from "drizzle-orm"
import { allocations, checkouts, invoiceSettlements, payments } from "#db/schema/invoices"
import { aboutInvoice } from "~/invoices/invoice-events"
import type { Invoice } from "~/invoices/invoice-queries.server"
import type { Work } from "~/platform/data/work.server"
import { Conflict } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { expireCheckout } from "./expire-checkout.server"

/** Money received for an invoice, in its currency. `providerRef` is the provider's own id of the payment. */
export type Receipt = Pick<
  typeof payments.$inferInsert,
  "method" | "provider" | "providerRef" | "checkoutId" | "reference" | "recordedById" | "receivedOn" | "amountMinor"
>

export type Payment = typeof payments.$inferSelect

/** Holds an issued invoice's settlement to the end of the transaction: whoever books on it stands in line here. */
export async function holdSettlement(ctx: Work, invoiceId: Id<"invoices">) {
  const [settlement] = await ctx.db
    .select()
    .from(invoiceSettlements)
    .where(eq(invoiceSettlements.invoiceId, invoiceId))
    .for("update")
  if (!settlement) throw new Conflict("Only an issued invoice can be paid.")
  const { totalMinor, allocatedMinor, creditedMinor } = settlement
  return { ...settlement, balanceMinor: totalMinor - allocatedMinor - creditedMinor }
}

/**
 * Books money received: it settles what the invoice still needs, and the rest stays with the payment as the client's credit.
 * A payment of a provider that is booked already is not booked again; answers null then.
 */
export async function bookPayment(ctx: Work, invoice: Invoice, receipt: Receipt): Promise<Payment | null> {
  const { balanceMinor } = await holdSettlement(ctx, invoice.id)
  const { companyId, currency } = invoice
  const [payment] = await ctx.db
    .insert(payments)
    .values({ ...receipt, companyId, currency, isDeposit: invoice.kind === "deposit" })
    .onConflictDoNothing({ target: [payments.organizationId, payments.provider, payments.providerRef] })
    .returning()
  if (!payment) return null
  const { amountMinor } = payment
  const share = amountMinor < balanceMinor ? amountMinor : balanceMinor
  const about = { paymentId: payment.id, companyId, invoiceId: invoice.id, method: payment.method }
  ctx.record("payment.recorded", { ...about, amountMinor, currency, creditMinor: amountMinor - share })
  if (share > 0n) await allocate(ctx, payment, invoice, share, balanceMinor)
  await closeOpenCheckouts(ctx, invoice.id, payment.checkoutId)
  return payment
}

async function allocate(ctx: Work, payment: Payment, invoice: Invoice, share: bigint, balanceMinor: bigint) {
  await ctx.db.insert(allocations).values({ paymentId: payment.id, invoiceId: invoice.id, amountMinor: share })
  await addToSettlement(ctx, invoice.id, share)
  const { totalMinor, currency, number } = invoice
  if (share === balanceMinor)
    ctx.record("invoice.settled", { ...aboutInvoice(invoice), number: number ?? "", totalMinor, currency })
}

/** Adds to what is settled of a held invoice, or takes from it; it is settled from the moment nothing is left. */
async function addToSettlement(ctx: Work, invoiceId: Id<"invoices">, shareMinor: bigint) {
  const { allocatedMinor, balanceMinor } = await holdSettlement(ctx, invoiceId)
  const settledAt = balanceMinor === shareMinor ? ctx.now : null
  await ctx.db
    .update(invoiceSettlements)
    .set({ allocatedMinor: allocatedMinor + shareMinor, settledAt })
    .where(eq(invoiceSettlements.invoiceId, invoiceId))
}

/** Payment pages that ask for an amount no longer owed are closed at the payment service. */
async function closeOpenCheckouts(ctx: Work, invoiceId: Id<"invoices">, paidBy: Id<"checkouts"> | null) {
  const others = await ctx.db
    .select({ id: checkouts.id })
    .from(checkouts)
    .where(
      and(
        eq(checkouts.invoiceId, invoiceId),
        inArray(checkouts.status, ["opening", "open"]),
        paidBy ? ne(checkouts.id, paidBy) : undefined,
      ),
    )
  for (const { id } of others) await ctx.enqueue({ command: expireCheckout.definition, input: { checkoutId: id } })
}

/** Books the opposite of a payment and of everything it settled; both stay in the ledger. Answers the invoices it opens again. */
export async function bookReversal(
  ctx: Work,
  payment: Payment,
  facts: Pick<Receipt, "receivedOn" | "reference" | "recordedById">,
) {
  const { companyId, method, currency, amountMinor, isDeposit } = payment
  const shares = await ctx.db.select().from(allocations).where(eq(allocations.paymentId, payment.id))
  const [reversal] = await ctx.db
    .insert(payments)
    .values({ ...facts, companyId, method, currency, isDeposit, amountMinor: -amountMinor, reversesId: payment.id })
    .onConflictDoNothing({ target: [payments.organizationId, payments.reversesId] })
    .returning()
  if (!reversal) throw new Conflict("This payment was reversed already.")
  for (const share of shares) {
    const { invoiceId, amountMinor: shareMinor } = share
    await ctx.db.insert(allocations).values({ paymentId: reversal.id, invoiceId, amountMinor: -shareMinor })
    await addToSettlement(ctx, invoiceId, -shareMinor)
  }
  return { reversal, invoiceIds: shares.map((share) => share.invoiceId) }
}

type Given = { refundId: string; amountMinor: bigint; receivedOn: Payment["receivedOn"] }

/**
 * Books money given back of a payment, once for each refund: first what of it was the client's credit, then what it settled.
 * Answers whether it is new. The invoice's settlement must be held.
 */
export async function bookRefund(ctx: Work, payment: Payment, invoice: Invoice, given: Given): Promise<boolean> {
  const { amountMinor, allocatedMinor } = await standingOf(ctx, payment)
  const refund = await counterEntry(ctx, payment, given.refundId, -given.amountMinor, given)
  if (!refund) return false
  const beyondCredit = given.amountMinor - (amountMinor - allocatedMinor)
  const share = beyondCredit < allocatedMinor ? beyondCredit : allocatedMinor
  if (share > 0n) await shift(ctx, refund.id, invoice.id, -share)
  return true
}

/** Books a refund that failed later as money that is here again; it settles what is still owed. Answers whether it is new. */
export async function bookReturn(ctx: Work, payment: Payment, invoice: Invoice, given: Given): Promise<boolean> {
  const returned = await counterEntry(ctx, payment, `${given.refundId} failed`, given.amountMinor, given)
  if (!returned) return false
  const { balanceMinor } = await holdSettlement(ctx, invoice.id)
  const share = given.amountMinor < balanceMinor ? given.amountMinor : balanceMinor
  if (share > 0n) await shift(ctx, returned.id, invoice.id, share)
  return true
}

/** What a payment comes to after its refunds, and how much of that settles invoices. */
async function standingOf(ctx: Work, { checkoutId }: Payment) {
  if (!checkoutId) throw new Conflict("Only a payment of the payment page is refunded.")
  const ofPage = eq(payments.checkoutId, checkoutId)
  const [booked] = await ctx.db
    .select({ minor: sum(payments.amountMinor) })
    .from(payments)
    .where(ofPage)
  const [settled] = await ctx.db
    .select({ minor: sum(allocations.amountMinor) })
    .from(allocations)
    .innerJoin(payments, eq(payments.id, allocations.paymentId))
    .where(ofPage)
  return { amountMinor: BigInt(booked?.minor ?? 0), allocatedMinor: BigInt(settled?.minor ?? 0) }
}

async function counterEntry(
  ctx: Work,
  payment: Payment,
  providerRef: string,
  amountMinor: bigint,
  { receivedOn }: Given,
) {
  const { companyId, method, currency, isDeposit, checkoutId, provider } = payment
  const [entry] = await ctx.db
    .insert(payments)
    .values({ companyId, method, currency, isDeposit, checkoutId, provider, providerRef, amountMinor, receivedOn })
    .onConflictDoNothing({ target: [payments.organizationId, payments.provider, payments.providerRef] })
    .returning({ id: payments.id })
  return entry ?? null
}

async function shift(ctx: Work, paymentId: Id<"payments">, invoiceId: Id<"invoices">, amountMinor: bigint) {
  await ctx.db.insert(allocations).values({ paymentId, invoiceId, amountMinor })
  await addToSettlement(ctx, invoiceId, amountMinor)
}
