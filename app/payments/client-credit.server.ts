import { asc, eq, sql, sum } from "drizzle-orm"
import { allocations, payments } from "#db/schema/invoices"
import type { Reading, Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { place } from "./settlement.server"

/** An entry of the ledger with what of it settles something; `family` holds together a payment and its counter-entries. */
type Entry = { id: Id<"payments">; family: string; currency: string; amountMinor: bigint; placedMinor: bigint }

const family = sql<string>`coalesce(${payments.checkoutId}, ${payments.ofId}, ${payments.reversesId}, ${payments.id})`

/** A client's money that settles nothing yet, by currency: Σ payments − Σ allocations. None of nothing is named. */
export async function creditsOf(ctx: Reading, companyId: Id<"companies">) {
  const entries = await entriesOf(ctx, companyId)
  const currencies = [...new Set(entries.map(({ currency }) => currency))].sort()
  const credits = currencies.map((currency) => {
    const ours = entries.filter((entry) => entry.currency === currency)
    return { currency, creditMinor: whole(ours.map(freeOf)) }
  })
  return credits.filter(({ creditMinor }) => creditMinor !== 0n)
}

/** A client's credit in one currency. */
export async function creditOf(ctx: Reading, companyId: Id<"companies">, currency: string): Promise<bigint> {
  const credits = await creditsOf(ctx, companyId)
  return credits.find((credit) => credit.currency === currency)?.creditMinor ?? 0n
}

/**
 * The payments that a client's credit in a currency consists of, oldest first, with what each still has to give: what was
 * paid back or reversed of a payment is nobody's credit.
 */
export async function creditSources(ctx: Reading, companyId: Id<"companies">, currency: string) {
  const entries = (await entriesOf(ctx, companyId)).filter((entry) => entry.currency === currency)
  const left = sumsBy(entries, freeOf)
  return entries.flatMap((entry) => {
    const freeMinor = least(freeOf(entry), left.get(entry.family) ?? 0n)
    if (freeMinor <= 0n) return []
    left.set(entry.family, (left.get(entry.family) ?? 0n) - freeMinor)
    return [{ paymentId: entry.id, freeMinor }]
  })
}

/** Takes money from a held invoice, the newest first: it stays with its payments as the client's credit. */
export async function release(ctx: Work, invoiceId: Id<"invoices">, amountMinor: bigint) {
  const { id, checkoutId, ofId, reversesId, organizationId } = payments
  const shares = await ctx.db
    .select({ id, family, placedMinor: sum(allocations.amountMinor).mapWith(BigInt) })
    .from(allocations)
    .innerJoin(payments, eq(payments.id, allocations.paymentId))
    .where(eq(allocations.invoiceId, invoiceId))
    .groupBy(organizationId, id, checkoutId, ofId, reversesId)
    .orderBy(asc(payments.createdAt), asc(id))
  const ofFamily = sumsBy(shares, ({ placedMinor }) => placedMinor)
  let left = amountMinor
  for (const share of shares.reverse()) {
    const taken = least(left, share.placedMinor, ofFamily.get(share.family) ?? 0n)
    if (taken <= 0n) continue
    await place(ctx, share.id, invoiceId, -taken)
    ofFamily.set(share.family, (ofFamily.get(share.family) ?? 0n) - taken)
    left -= taken
  }
}

async function entriesOf(ctx: Reading, companyId: Id<"companies">): Promise<Entry[]> {
  const { organizationId, id, currency, amountMinor, createdAt } = payments
  return ctx.db
    .select({ id, family, currency, amountMinor, placedMinor })
    .from(payments)
    .leftJoin(allocations, eq(allocations.paymentId, id))
    .where(eq(payments.companyId, companyId))
    .groupBy(organizationId, id)
    .orderBy(asc(createdAt), asc(id))
}

const placedMinor = sql<bigint>`coalesce(sum(${allocations.amountMinor}), 0)`.mapWith(BigInt)

const freeOf = ({ amountMinor, placedMinor }: Entry) => amountMinor - placedMinor
const whole = (amounts: bigint[]) => amounts.reduce((a, b) => a + b, 0n)
const least = (...amounts: bigint[]) => amounts.reduce((a, b) => (a < b ? a : b))

function sumsBy<Row extends { family: string }>(rows: Row[], amountOf: (row: Row) => bigint): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  for (const row of rows) sums.set(row.family, (sums.get(row.family) ?? 0n) + amountOf(row))
  return sums
}
