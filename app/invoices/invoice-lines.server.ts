import { asc, eq } from "drizzle-orm"
import { invoiceLines } from "#db/schema/invoices"
import type { Reading, Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { type DocumentTerms, documentTotals } from "~/pricing/document"
import type { Line } from "~/pricing/inputs.server"
import type { Totals } from "~/pricing/totals"

/** What lines come to on a document's terms: its currency, its discount, and whether its prices include the tax. */
export const reckon = (lines: readonly Line[], terms: DocumentTerms) => documentTotals(lines, terms)

/** What the lines of an invoice come to, as its row keeps it. */
export const amountsOf = ({ net, tax, total }: Totals) => ({
  netMinor: net.minor,
  taxMinor: tax.minor,
  totalMinor: total.minor,
})

/** Writes the lines of a draft in the order given, with their net amounts. What is billed is billed once, and no option. */
export async function writeLines(ctx: Work, invoiceId: Id<"invoices">, lines: readonly Line[], reckoned: Totals) {
  const rows = lines.map((line, position) => ({
    ...{ ...line, invoiceId, position, recurrence: "once" as const, isOptional: false },
    netMinor: reckoned.lines[position]?.net.minor ?? 0n,
  }))
  if (rows.length > 0) await ctx.db.insert(invoiceLines).values(rows)
}

/** Puts other lines in the place of a draft's. */
export async function replaceLines(ctx: Work, invoiceId: Id<"invoices">, lines: readonly Line[], reckoned: Totals) {
  await ctx.db.delete(invoiceLines).where(eq(invoiceLines.invoiceId, invoiceId))
  await writeLines(ctx, invoiceId, lines, reckoned)
}

/** The lines of an invoice in their order. */
export const linesOf = (ctx: Reading, invoiceId: Id<"invoices">) =>
  ctx.db.select().from(invoiceLines).where(eq(invoiceLines.invoiceId, invoiceId)).orderBy(asc(invoiceLines.position))
