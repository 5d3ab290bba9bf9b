import { type Money, negate } from "~/platform/language/money"
import { type Decimal, decimal, divideRounded } from "./decimal"

/** A deduction: so many percent, or a fixed amount. */
export type Discount = { percent: string } | { amount: Money }

/** So many percent of an amount, half away from zero; `percent` is decimal text such as "9.975". */
export function percentageOf(money: Money, percent: string): Money {
  const { unscaled, scale } = decimal(percent)
  return { minor: divideRounded(money.minor * unscaled, 100n * 10n ** BigInt(scale)), currency: money.currency }
}

/**
 * What a discount takes off an amount: a percentage of it, or the fixed amount but never more than all of it. It brings
 * the amount nearer to zero, so that of a negative amount it is negative. Throws RangeError below 0 or above 100 percent.
 */
export function discountOn(amount: Money, discount: Discount): Money {
  if ("percent" in discount) return percentageOf(amount, percentText(discount.percent))
  const { minor, currency } = discount.amount
  if (minor < 0n || currency !== amount.currency)
    throw new RangeError("A discount is an amount above zero in the same currency.")
  if (amount.minor < 0n) return negate(discountOn(negate(amount), discount))
  return { minor: minor < amount.minor ? minor : amount.minor, currency }
}

function percentText(percent: string): string {
  if (!isShare(decimal(percent))) throw new RangeError(`A discount of ${percent} percent is not from 0 to 100.`)
  return percent
}

function isShare({ unscaled, scale }: Decimal): boolean {
  return unscaled >= 0n && unscaled <= 100n * 10n ** BigInt(scale)
}
