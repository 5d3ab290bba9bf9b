import { and, asc, eq } from "drizzle-orm"
import { invoiceSettlements, invoices } from "#db/schema/invoices"
import type { Reading } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { deductionLines } from "~/pricing/deduction"
import { documentTotals } from "~/pricing/document"
import type { Line } from "~/pricing/inputs.server"
import { type Accepted, acceptedOnce } from "./accepted.server"
import { percentOf } from "./invoice-figures"
import { linesOf } from "./invoice-lines.server"
import { dayIn } from "./invoice-words"

/** What an invoice for a signed deal begins with: the lines accepted, and below them what deposits billed before. */
export type FinalLines = { lines: Line[]; pricesIncludeTax: boolean; deducts: boolean }

/**
 * The lines of the final invoice on what was accepted: each deposit invoice is deducted once per tax, by number and date.
 * One that was credited is not deducted, nor one that was priced another way.
 */
export async function finalLines(ctx: Reading, accepted: Accepted): Promise<FinalLines> {
  const { lines, pricesIncludeTax } = acceptedOnce(accepted)
  const deducted = await deductionsOf(ctx, accepted.proposalId, { pricesIncludeTax, locale: accepted.content.locale })
  return { lines: [...lines.map(asLine), ...deducted], pricesIncludeTax, deducts: deducted.length > 0 }
}

type Priced = { pricesIncludeTax: boolean; locale: string }

async function deductionsOf(ctx: Reading, proposalId: Id<"proposals">, { pricesIncludeTax, locale }: Priced) {
  const deposits = await ctx.db
    .select({ invoice: invoices })
    .from(invoices)
    .innerJoin(invoiceSettlements, eq(invoiceSettlements.invoiceId, invoices.id))
    .where(
      and(
        ...[eq(invoices.proposalId, proposalId), eq(invoices.kind, "deposit"), eq(invoices.status, "issued")],
        ...[eq(invoiceSettlements.creditedMinor, 0n), eq(invoices.pricesIncludeTax, pricesIncludeTax)],
      ),
    )
    .orderBy(asc(invoices.issuedAt))
  const lines: Line[] = []
  for (const { invoice } of deposits) {
    const parts = deductionLines(documentTotals(await linesOf(ctx, invoice.id), invoice))
    for (const part of parts) {
      const rates = [part.taxRate, part.secondTaxRate].filter((rate) => rate != null)
      const name = `Less deposit invoice ${invoice.number} of ${dayIn(invoice.issueOn, locale)}`
      const ofRate = `The part at ${rates.map((rate) => percentOf(rate, locale)).join(" and ")}`
      lines.push({ ...asLine({ ...part, name, description: parts.length > 1 ? ofRate : null, unit: null }) })
    }
  }
  return lines
}

type Words = Pick<Line, "name" | "description" | "unit" | "quantity" | "unitPrice" | "taxCategory" | "taxRate">
type Given = Words & { discountPercent?: string | null; taxReason?: string | null; secondTaxRate?: string | null }

function asLine(line: Given): Line {
  const { name, description, unit, quantity, unitPrice, taxCategory, taxRate } = line
  return {
    ...{ name, description, unit, quantity, unitPrice, taxCategory, taxRate },
    discountPercent: line.discountPercent ?? "0",
    taxReason: line.taxReason ?? null,
    secondTaxRate: line.secondTaxRate ?? null,
    ...{ recurrence: "once", isOptional: false },
  }
}
