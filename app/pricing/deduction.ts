import { negate } from "~/platform/language/money"
import { type DepositLine, depositLines } from "./deposit"
import type { Totals } from "./totals"

/**
 * What a final invoice deducts for an invoice that came before it: one line per group of tax, its whole amount as priced
 * there, with a quantity below zero and a price that is not (EN 16931 BR-27). Where prices include the tax, the earlier
 * invoice and the final one come to the accepted total exactly; without, each tax is rounded on either.
 */
export const deductionLines = (before: Totals): DepositLine[] =>
  depositLines(before, "100").map((line) => ({
    ...line,
    quantity: line.quantity.startsWith("-") ? line.quantity.slice(1) : `-${line.quantity}`,
    amount: negate(line.amount),
  }))
