import { and, eq, sql, sum } from "drizzle-orm"
import { invoiceLines, invoiceSettlements, invoices, invoiceTaxes } from "#db/schema/invoices"
import type { Reading } from "~/platform/data/work.server"
import type { Creditable } from "~/pricing/credit-note"
import { taxesOf } from "~/pricing/line"
import { linesOf } from "./invoice-lines.server"
import type { Invoice } from "./invoice-queries.server"
import { discountSharesOf } from "./snapshot"

/** The lines of an issued invoice, and what of them and of its taxes is left to credit. */
export async function creditableOf(ctx: Reading, invoice: Invoice) {
  const lines = await linesOf(ctx, invoice.id)
  const creditedLines = await creditedByLine(ctx, invoice)
  const creditable: Creditable = {
    currency: invoice.currency,
    lines: lines.map((line) => ({
      netMinor: line.netMinor ?? 0n,
      quantity: line.quantity,
      taxes: taxesOf(line),
      credited: creditedLines.get(line.id) ?? { netMinor: 0n, quantity: "0" },
    })),
    taxes: await taxesLeft(ctx, invoice),
    discounts: invoice.snapshot ? discountSharesOf(invoice.snapshot) : [],
    totalMinor: invoice.totalMinor,
    creditedMinor: await creditedOf(ctx, invoice),
  }
  return { lines, creditable }
}

/** The credit notes of an invoice that were issued. */
const creditsOf = ({ id }: Invoice) => and(eq(invoices.creditsId, id), eq(invoices.status, "issued"))

async function creditedByLine(ctx: Reading, invoice: Invoice) {
  const { creditsLineId, creditsQuantity, netMinor, invoiceId } = invoiceLines
  const found = await ctx.db
    .select({
      lineId: creditsLineId,
      netMinor: sum(netMinor).mapWith(BigInt),
      quantity: sql<string>`coalesce(sum(abs(${creditsQuantity})), 0)::text`,
    })
    .from(invoiceLines)
    .innerJoin(invoices, eq(invoices.id, invoiceId))
    .where(creditsOf(invoice))
    .groupBy(creditsLineId)
  return new Map(found.map(({ lineId, netMinor, quantity }) => [lineId, { netMinor: netMinor ?? 0n, quantity }]))
}

async function taxesLeft(ctx: Reading, invoice: Invoice): Promise<Creditable["taxes"]> {
  const { category, rate, reason, baseMinor, taxMinor, invoiceId, position } = invoiceTaxes
  const billed = await ctx.db
    .select({ category, rate, reason, baseMinor, taxMinor })
    .from(invoiceTaxes)
    .where(eq(invoiceId, invoice.id))
    .orderBy(position)
  const credited = await ctx.db
    .select({ category, rate, baseMinor: sum(baseMinor).mapWith(BigInt), taxMinor: sum(taxMinor).mapWith(BigInt) })
    .from(invoiceTaxes)
    .innerJoin(invoices, eq(invoices.id, invoiceId))
    .where(creditsOf(invoice))
    .groupBy(category, rate)
  return billed.map((tax) => {
    const gone = credited.find((each) => each.category === tax.category && each.rate === tax.rate)
    return { ...tax, credited: { baseMinor: gone?.baseMinor ?? 0n, taxMinor: gone?.taxMinor ?? 0n } }
  })
}

async function creditedOf(ctx: Reading, { id }: Invoice): Promise<bigint> {
  const [settlement] = await ctx.db
    .select({ creditedMinor: invoiceSettlements.creditedMinor })
    .from(invoiceSettlements)
    .where(eq(invoiceSettlements.invoiceId, id))
  return settlement?.creditedMinor ?? 0n
}
