import { exponentOf, type Money, subtract } from "~/platform/language/money"
import { decimal, multiply, roundTo } from "./decimal"
import { type Discount, discountOn } from "./discount"
import type { Tax, TaxCategory } from "./tax"

/**
 * What the engine reads of a line of a deal, a proposal or an invoice; their rows are such lines as they are. Quantity,
 * price and percentages are decimal text; a deduction has a negative quantity, never a negative price (EN 16931 BR-27).
 */
export type PricedLine = {
  quantity: string
  unitPrice: string
  discountPercent?: string | null
  discountAmount?: Money | null
  taxCategory: TaxCategory
  taxRate: string
  taxReason?: string | null
  /** The rate of the second tax where two apply to one price, as in Québec. Such a document is no EN 16931 invoice. */
  secondTaxRate?: string | null
}

/** A line in money: quantity times price, what the discount takes off, and what is left. */
export type LineAmount = { gross: Money; discount: Money; amount: Money }

/** Prices a line: quantity times price is rounded, then the discount on that is rounded, half away from zero. */
export function lineAmount(line: PricedLine, currency: string): LineAmount {
  const price = decimal(line.unitPrice)
  if (price.unscaled < 0n) throw new RangeError("A price is not negative; a deduction has a negative quantity.")
  const minor = roundTo(multiply(decimal(line.quantity), price), exponentOf(currency)).unscaled
  const gross = { minor, currency }
  const discount = discountOn(gross, discountOf(line))
  return { gross, discount, amount: subtract(gross, discount) }
}

/** The taxes that apply to a line. */
export function taxesOf(line: PricedLine): Tax[] {
  const first = { category: line.taxCategory, rate: line.taxRate, reason: line.taxReason }
  return line.secondTaxRate ? [first, { category: "standard", rate: line.secondTaxRate }] : [first]
}

function discountOf(line: PricedLine): Discount {
  return line.discountAmount ? { amount: line.discountAmount } : { percent: line.discountPercent ?? "0" }
}
