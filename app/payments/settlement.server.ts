import { and, eq, inArray, ne, type SQL } from "drizzle-orm"
import { companies } from "#db/schema/companies"
import { allocations, checkouts, invoiceSettlements, invoices } from "#db/schema/invoices"
import { aboutInvoice } from "~/invoices/invoice-events"
import type { Invoice } from "~/invoices/invoice-queries.server"
import type { Work } from "~/platform/data/work.server"
import { Conflict } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { expireCheckout } from "./expire-checkout.server"

/** Holds a client to the end of the transaction: whatever moves its money goes one after the other. */
export async function holdClient(ctx: Work, companyId: Id<"companies">) {
  await hold(ctx, eq(companies.id, companyId))
}

const hold = (ctx: Work, which: SQL) =>
  ctx.db.select({ id: companies.id }).from(companies).where(which).for("no key update")

/**
 * Holds an issued invoice's settlement to the end of the transaction: whoever books on it stands in line here. The client is
 * held first, so that nobody waits crosswise for two of its invoices.
 */
export async function holdSettlement(ctx: Work, invoiceId: Id<"invoices">) {
  const itsClient = ctx.db.select({ id: invoices.companyId }).from(invoices).where(eq(invoices.id, invoiceId))
  await hold(ctx, inArray(companies.id, itsClient))
  const [settlement] = await ctx.db
    .select()
    .from(invoiceSettlements)
    .where(eq(invoiceSettlements.invoiceId, invoiceId))
    .for("update")
  if (!settlement) throw new Conflict("Only an issued invoice can be paid.")
  const { totalMinor, allocatedMinor, creditedMinor } = settlement
  return { ...settlement, balanceMinor: totalMinor - allocatedMinor - creditedMinor }
}

/** Lets part of a payment settle a held invoice, or takes it from there again when the share is negative. */
export async function place(ctx: Work, paymentId: Id<"payments">, invoiceId: Id<"invoices">, shareMinor: bigint) {
  if (shareMinor === 0n) return
  await ctx.db.insert(allocations).values({ paymentId, invoiceId, amountMinor: shareMinor })
  await changeSettlement(ctx, invoiceId, shareMinor, 0n)
}

/** Lets part of a payment settle an invoice, and tells when nothing is left to pay. */
export async function settleBy(ctx: Work, paymentId: Id<"payments">, invoice: Invoice, shareMinor: bigint) {
  await place(ctx, paymentId, invoice.id, shareMinor)
  const { balanceMinor } = await holdSettlement(ctx, invoice.id)
  const { totalMinor, currency, number } = invoice
  if (shareMinor > 0n && balanceMinor === 0n)
    ctx.record("invoice.settled", { ...aboutInvoice(invoice), number: number ?? "", totalMinor, currency })
}

/** Adds to what is settled and to what is credited of a held invoice; it is settled from the moment nothing is left. */
export async function changeSettlement(
  ctx: Work,
  invoiceId: Id<"invoices">,
  allocatedChange: bigint,
  creditedChange: bigint,
) {
  const { allocatedMinor, creditedMinor, balanceMinor } = await holdSettlement(ctx, invoiceId)
  const settledAt = balanceMinor === allocatedChange + creditedChange ? ctx.now : null
  await ctx.db
    .update(invoiceSettlements)
    .set({
      allocatedMinor: allocatedMinor + allocatedChange,
      creditedMinor: creditedMinor + creditedChange,
      settledAt,
    })
    .where(eq(invoiceSettlements.invoiceId, invoiceId))
}

/** Payment pages that ask for an amount no longer owed are closed at the payment service. */
export async function closeOpenCheckouts(ctx: Work, invoiceId: Id<"invoices">, paidBy: Id<"checkouts"> | null = null) {
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
