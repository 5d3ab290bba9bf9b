import { decimal, formatDecimal } from "./decimal"

/** How a line is taxed; every category but the standard one is taxed at zero and says why. */
export const taxCategories = [
  "standard",
  "zero",
  "exempt",
  "reverse_charge",
  "intra_eu",
  "export",
  "outside_scope",
] as const
export type TaxCategory = (typeof taxCategories)[number]

/** How a line is taxed, in words. */
export const taxCategoryNames: Record<TaxCategory, string> = {
  standard: "Standard rate",
  zero: "Zero rate",
  exempt: "Exempt",
  reverse_charge: "Reverse charge",
  intra_eu: "Supply within the EU",
  export: "Export outside the EU",
  outside_scope: "Outside the scope of tax",
}

/** The codes of EN 16931 (BT-118, BT-151). */
export const taxCodes = {
  standard: "S",
  zero: "Z",
  exempt: "E",
  reverse_charge: "AE",
  intra_eu: "K",
  export: "G",
  outside_scope: "O",
} as const satisfies Record<TaxCategory, string>

/** The reason printed for a tax of zero where none is given. */
export const taxReasons = {
  zero: "Zero-rated supply",
  exempt: "Exempt from VAT",
  reverse_charge: "Reverse charge: the recipient accounts for the VAT",
  intra_eu: "Intra-Community supply, exempt from VAT",
  export: "Export outside the EU, exempt from VAT",
  outside_scope: "Not subject to VAT",
} as const satisfies Record<Exclude<TaxCategory, "standard">, string>

/** A tax on a line; `rate` is a percentage in decimal text, such as "19" or "9.975". */
export type Tax = { category: TaxCategory; rate: string; reason?: string | null }

/** A tax with its canonical rate, and the reason when it is zero. */
export type SettledTax = { category: TaxCategory; rate: string; reason: string | null }

/** Why a category and a rate do not go together, as a sentence for the form, or null when they do. */
export function taxProblem(category: TaxCategory, rate: string): string | null {
  const { unscaled, scale } = decimal(rate)
  if (category !== "standard") return unscaled === 0n ? null : "Only the standard category has a tax rate above 0."
  if (unscaled <= 0n) return "The standard category needs a tax rate above 0; choose zero-rated or exempt instead."
  return unscaled > 100n * 10n ** BigInt(scale) ? "A tax rate is at most 100 percent." : null
}

/** A tax in the one form it is compared and printed in: "19.000000" becomes "19", and every zero has its reason. */
export function settledTax({ category, rate, reason }: Tax): SettledTax {
  const problem = taxProblem(category, rate)
  if (problem) throw new RangeError(problem)
  const why = category === "standard" ? null : reason?.trim() || taxReasons[category]
  return { category, rate: formatDecimal(decimal(rate)), reason: why }
}
