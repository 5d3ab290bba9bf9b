import { exponentOf, type Money, moneyFromDecimal, sum } from "~/platform/language/money"
import { decimal, formatDecimal, isDecimal } from "./decimal"
import type { Discount } from "./discount"
import { lineAmount } from "./line"
import { type RecurringLine, type RecurringTotals, recurringTotals } from "./recurring"
import { type TaxCategory, taxCategories, taxProblem } from "./tax"

/** A line as it stands in a form: texts, not yet checked. */
export type LineDraft = {
  quantity?: string
  unitPrice?: string
  discountPercent?: string
  taxCategory?: string
  taxRate?: string
  secondTaxRate?: string
  recurrence?: string
  isOptional?: unknown
}

/** What the lines of a form come to so far. */
export type DraftTotals = RecurringTotals & {
  /** Each line's net amount in the order given; null where one cannot be made out yet. */
  amounts: (Money | null)[]
  /** What the optional lines would add, net of tax, once or every month alike. */
  options: Money
}

/** What a form says about all its lines: texts, not yet checked. */
export type TermsDraft = { pricesIncludeTax?: unknown; discountPercent?: string; discountAmount?: string }

/** Reckons lines while they are typed: those that cannot be made out yet count nothing, optional ones stand apart. */
export function draftTotals(
  drafts: readonly (LineDraft | undefined)[],
  currency: string,
  terms: TermsDraft = {},
): DraftTotals {
  const lines = drafts.map(readDraft)
  const counted = lines.filter((line) => line !== null).filter((line) => !line.isOptional)
  const amounts = lines.map((line) => line && lineAmount(line, currency).amount)
  const options = amounts.filter((amount, i): amount is Money => amount !== null && lines[i]!.isOptional)
  const pricesIncludeTax = Boolean(terms.pricesIncludeTax)
  const documentDiscount = readDiscount(terms, currency)
  return {
    ...recurringTotals({ currency, lines: counted, pricesIncludeTax, documentDiscount }),
    amounts,
    options: sum(options, currency),
  }
}

/** A discount that cannot be made out yet takes nothing off. */
function readDiscount({ discountPercent, discountAmount }: TermsDraft, currency: string): Discount | null {
  const [percent, amount] = [typed(discountPercent, "0"), typed(discountAmount, "0")]
  const isAmount = isDecimal(amount) && !amount.startsWith("-") && decimal(amount).scale <= exponentOf(currency)
  if (isAmount && decimal(amount).unscaled !== 0n) return { amount: moneyFromDecimal(amount, currency) }
  const isPercent = isDecimal(percent) && !percent.startsWith("-") && Number(percent) <= 100
  return isPercent && decimal(percent).unscaled !== 0n ? { percent } : null
}

function readDraft(draft: LineDraft | undefined): (RecurringLine & { isOptional: boolean }) | null {
  const quantity = typed(draft?.quantity, "1")
  const unitPrice = typed(draft?.unitPrice, "")
  const discountPercent = typed(draft?.discountPercent, "0")
  const taxCategory = taxCategories.find((category) => category === draft?.taxCategory) ?? "standard"
  const taxRate = taxCategory === "standard" ? typed(draft?.taxRate, "0") : "0"
  if (![quantity, unitPrice, discountPercent, taxRate].every(isDecimal)) return null
  if (unitPrice.startsWith("-") || Number(discountPercent) > 100) return null
  if (discountPercent.startsWith("-")) return null
  const recurrence = draft?.recurrence === "monthly" ? "monthly" : "once"
  const tax = { ...taxOf(taxCategory, taxRate), secondTaxRate: secondOf(taxCategory, taxRate, draft?.secondTaxRate) }
  return { quantity, unitPrice, discountPercent, ...tax, recurrence, isOptional: Boolean(draft?.isOptional) }
}

/** A rate that is not yet right counts as no tax, so that the net amounts can be seen meanwhile. */
function taxOf(taxCategory: TaxCategory, taxRate: string) {
  const isRight = taxProblem(taxCategory, taxRate) === null
  return isRight ? { taxCategory, taxRate } : { taxCategory: "zero" as const, taxRate: "0" }
}

function secondOf(taxCategory: TaxCategory, taxRate: string, text: string | undefined): string | null {
  const second = typed(text, "0")
  const isSecond = taxCategory === "standard" && taxProblem("standard", taxRate) === null && isDecimal(second)
  if (!isSecond || taxProblem("standard", second) !== null) return null
  return formatDecimal(decimal(second)) === formatDecimal(decimal(taxRate)) ? null : second
}

/** A number as the form's fields take it: a comma before the decimals is a point, and no text is `fallback`. */
function typed(text: string | undefined, fallback: string): string {
  const tidy = (text ?? "")
    .trim()
    .replace(/^(-?\d+),(\d+)$/, "$1.$2")
    .replace(/\.$/, "")
  return tidy === "" ? fallback : tidy
}
