import { apportion, decimalOf, type Money, sum } from "~/platform/language/money"
import { decimal, scaledTo } from "./decimal"
import { percentageOf } from "./discount"
import type { PricedLine } from "./line"
import { type Totals, totals } from "./totals"

/** A line of a deposit invoice: a part of what one group of tax comes to, priced as the document that it is a part of. */
export type DepositLine = PricedLine & { amount: Money }

/**
 * The deposit on an accepted total: so many percent of what its prices come to, with the tax inside where they include it,
 * as one line per group of tax, split by largest remainder. `totals` of these lines, prices as on the accepted document, is
 * the deposit invoice. Throws RangeError below 0 or above 100.
 */
export function depositLines(accepted: Totals, percent: string): DepositLine[] {
  const share = decimal(percent)
  const hundred = scaledTo(decimal("100"), share.scale)
  if (share.unscaled < 0n || share.unscaled > hundred) throw new RangeError("A deposit is from 0 to 100 percent.")
  const { currency, groups } = accepted
  const numerators = groups.map((group) => group.priced.minor * share.unscaled)
  const priced = sum(
    groups.map((group) => group.priced),
    currency,
  )
  const amounts = apportion(percentageOf(priced, percent).minor, numerators, hundred)
  return groups.flatMap(({ taxes: [first, second] }, i) => {
    const amount = { minor: amounts[i]!, currency }
    if (amount.minor === 0n || !first) return []
    const sign = amount.minor < 0n ? "-1" : "1"
    const unitPrice = decimalOf(amount).replace("-", "")
    const tax = { taxCategory: first.category, taxRate: first.rate, taxReason: first.reason }
    const secondTaxRate = second?.rate ?? null
    return [{ quantity: sign, unitPrice, discountPercent: "0", ...tax, secondTaxRate, amount }]
  })
}

/** What a deposit invoice comes to: `totals` of its lines. */
export function depositTotals(accepted: Totals, percent: string): Totals {
  const { currency, pricesIncludeTax } = accepted
  return totals({ currency, pricesIncludeTax, lines: depositLines(accepted, percent) })
}
