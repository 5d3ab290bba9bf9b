import { apportion, decimalOf, type Money } from "~/platform/language/money"
import { decimal, scaledTo } from "./decimal"
import { percentageOf } from "./discount"
import type { PricedLine } from "./line"
import type { Totals } from "./totals"

/** A line of a deposit invoice: a part of the net amount of one group of tax, priced without tax. */
export type DepositLine = PricedLine & { net: Money }

/**
 * The deposit on an accepted total: so many percent of its net amount as one line per group of tax, split by largest
 * remainder. `totals` of these lines, prices without tax, is the deposit invoice. Throws RangeError below 0 or above 100.
 */
export function depositLines(accepted: Totals, percent: string): DepositLine[] {
  const share = decimal(percent)
  const hundred = scaledTo(decimal("100"), share.scale)
  if (share.unscaled < 0n || share.unscaled > hundred) throw new RangeError("A deposit is from 0 to 100 percent.")
  const numerators = accepted.groups.map((group) => group.net.minor * share.unscaled)
  const nets = apportion(percentageOf(accepted.net, percent).minor, numerators, hundred)
  return accepted.groups.flatMap(({ taxes: [first, second] }, i) => {
    const net = { minor: nets[i]!, currency: accepted.currency }
    if (net.minor === 0n || !first) return []
    const sign = net.minor < 0n ? "-1" : "1"
    const unitPrice = decimalOf(net).replace("-", "")
    const tax = { taxCategory: first.category, taxRate: first.rate, taxReason: first.reason }
    const secondTaxRate = second?.rate ?? null
    return [{ quantity: sign, unitPrice, discountPercent: "0", ...tax, secondTaxRate, net }]
  })
}
