import { add, compare, type Money, subtract, zero } from "~/platform/language/money"
import { percentageOf } from "./discount"

/** A base and the tax on it, of one category and rate. */
export type TaxedBase = { base: Money; tax: Money }

/**
 * The tax of a credit note on `base`, at one rate of an invoice: the tax on all that is credited so far, less the tax
 * credited before. So the last credit brings the sum to the invoice's tax exactly, whatever was credited in between.
 * Throws RangeError when more is credited than is left.
 */
export function creditTax(invoiced: TaxedBase & { rate: string }, creditedBefore: TaxedBase, base: Money): Money {
  const credited = add(creditedBefore.base, base)
  if (compare(base, zero(base.currency)) < 0 || compare(credited, invoiced.base) > 0) {
    throw new RangeError("A credit is not negative and takes at most what is left to credit.")
  }
  const reckoned = percentageOf(credited, invoiced.rate)
  const isAll = compare(credited, invoiced.base) === 0 || compare(reckoned, invoiced.tax) > 0
  return subtract(isAll ? invoiced.tax : reckoned, creditedBefore.tax)
}
