import { and, asc, eq, inArray, or, sql, sum } from "drizzle-orm"
import { allocations, checkouts, payments } from "#db/schema/invoices"
import type { Invoice } from "~/invoices/invoice-queries.server"
import type { Reading, Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { type Payment, type Receipt, sharesOf } from "./ledger.server"
import { holdSettlement, place } from "./settlement.server"

/**
 * Money that leaves a payment again (below zero) or comes back to it. `ref` is the payment service's name of the movement,
 * which is booked once; null where a member wrote it down.
 */
export type Counter = Pick<Receipt, "receivedOn" | "reference" | "recordedById" | "amountMinor"> & {
  ref: string | null
}

/**
 * Books money that leaves a payment or comes back, and answers whether it is new. What leaves was the client's credit first,
 * then what the payment settles, the invoice it was paid for before others. Afterwards whatever was paid for the invoice and
 * settles nothing settles what it still needs: so all orders of the same movements end alike. The invoice must be held.
 */
export async function bookCounter(ctx: Work, payment: Payment, invoice: Invoice, counter: Counter): Promise<boolean> {
  const before = await bookedOf(ctx, payment)
  const shares = await sharesOf(ctx, familyOf(payment))
  const entry = await write(ctx, payment, counter)
  if (!entry) return false
  const placed = shares.reduce((all, { placedMinor }) => all + placedMinor, 0n)
  let left = counter.amountMinor < 0n ? -counter.amountMinor - (before - placed) : 0n
  const ownFirst = shares.toSorted((a, b) => Number(b.invoiceId === invoice.id) - Number(a.invoiceId === invoice.id))
  for (const { invoiceId, placedMinor } of ownFirst) {
    const share = least(left, placedMinor)
    if (share <= 0n) break
    await place(ctx, entry.id, invoiceId, -share)
    left -= share
  }
  await settleAgain(ctx, payment, invoice)
  return true
}

/** What a payment comes to after everything that left it and came back. */
export async function bookedOf(ctx: Reading, payment: Payment): Promise<bigint> {
  const [booked] = await ctx.db
    .select({ minor: sum(payments.amountMinor).mapWith(BigInt) })
    .from(payments)
    .where(familyOf(payment))
  return booked?.minor ?? 0n
}

/** A payment and its counter-entries. */
function familyOf({ id, checkoutId }: Payment) {
  const named = or(eq(payments.id, id), eq(payments.ofId, id), eq(payments.reversesId, id))!
  return checkoutId ? or(eq(payments.checkoutId, checkoutId), named)! : named
}

async function write(ctx: Work, payment: Payment, { ref, ...facts }: Counter) {
  const { companyId, method, currency, isDeposit, checkoutId, id: ofId } = payment
  const provider = ref === null ? null : payment.provider
  const [entry] = await ctx.db
    .insert(payments)
    .values({ ...facts, companyId, method, currency, isDeposit, checkoutId, ofId, provider, providerRef: ref })
    .onConflictDoNothing({ target: [payments.organizationId, payments.provider, payments.providerRef] })
    .returning({ id: payments.id })
  return entry ?? null
}

const family = sql<string>`coalesce(${payments.checkoutId}, ${payments.ofId}, ${payments.reversesId}, ${payments.id})`

/** Every payment page there was for an invoice. Their ids are read first, so that payments are found by their index. */
async function pagesOf(ctx: Reading, invoiceId: Id<"invoices">) {
  const pages = await ctx.db.select({ id: checkouts.id }).from(checkouts).where(eq(checkouts.invoiceId, invoiceId))
  return pages.map(({ id }) => id)
}

async function settleAgain(ctx: Work, payment: Payment, invoice: Invoice) {
  let { balanceMinor } = await holdSettlement(ctx, invoice.id)
  if (balanceMinor <= 0n) return
  const { organizationId, id, amountMinor, createdAt } = payments
  const pages = await pagesOf(ctx, invoice.id)
  const entries = await ctx.db
    .select({
      id,
      family,
      amountMinor,
      placedMinor: sql<bigint>`coalesce(sum(${allocations.amountMinor}), 0)`.mapWith(BigInt),
    })
    .from(payments)
    .leftJoin(allocations, eq(allocations.paymentId, id))
    .where(and(eq(payments.currency, invoice.currency), or(inArray(payments.checkoutId, pages), familyOf(payment))))
    .groupBy(organizationId, id)
    .orderBy(asc(createdAt), asc(id))
  const free = new Map<string, bigint>()
  for (const each of entries) free.set(each.family, (free.get(each.family) ?? 0n) + each.amountMinor - each.placedMinor)
  for (const each of entries) {
    const share = least(each.amountMinor - each.placedMinor, free.get(each.family) ?? 0n, balanceMinor)
    if (share <= 0n) continue
    await place(ctx, each.id, invoice.id, share)
    free.set(each.family, (free.get(each.family) ?? 0n) - share)
    balanceMinor -= share
  }
}

const least = (...amounts: bigint[]) => amounts.reduce((a, b) => (a < b ? a : b))
