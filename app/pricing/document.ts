import { moneyFromDecimal } from "~/platform/language/money"
import { decimal } from "./decimal"
import type { Discount } from "./discount"
import type { PricedLine } from "./line"
import { type Totals, totals } from "./totals"

/** What a stored document says about all its lines; a discount is a percentage or an amount, "0" where there is none. */
export type DocumentTerms = {
  currency: string
  pricesIncludeTax: boolean
  discountPercent: string
  discountAmount: string
}

/** The discount on a whole document, or null without one. */
export function documentDiscount({ currency, discountPercent, discountAmount }: DocumentTerms): Discount | null {
  if (decimal(discountAmount).unscaled !== 0n) return { amount: moneyFromDecimal(discountAmount, currency) }
  return decimal(discountPercent).unscaled === 0n ? null : { percent: discountPercent }
}

/** Reckons the lines of a document on its own terms. */
export function documentTotals(lines: readonly PricedLine[], terms: DocumentTerms): Totals {
  const { currency, pricesIncludeTax } = terms
  return totals({ currency, lines, pricesIncludeTax, documentDiscount: documentDiscount(terms) })
}
