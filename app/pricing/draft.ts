import { type Money, sum } from "~/platform/language/money"
import { isDecimal } from "./decimal"
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

/** Reckons lines while they are typed: those that cannot be made out yet count nothing, optional ones stand apart. */
export function draftTotals(drafts: readonly (LineDraft | undefined)[], currency: string): DraftTotals {
  const lines = drafts.map(readDraft)
  const counted = lines.filter((line) => line !== null).filter((line) => !line.isOptional)
  const amounts = lines.map((line) => line && lineAmount(line, currency).amount)
  const options = amounts.filter((amount, i): amount is Money => amount !== null && lines[i]!.isOptional)
  return { ...recurringTotals({ currency, lines: counted }), amounts, options: sum(options, currency) }
}

function readDraft(draft: LineDraft | undefined): (RecurringLine & { isOptional: boolean }) | null {
  const quantity = typed(draft?.quantity, "1")
  const unitPrice = typed(draft?.unitPrice, "")
  const discountPercent = typed(draft?.discountPercent, "0")
  const taxCategory = taxCategories.find((category) => category === draft?.taxCategory) ?? "standard"
  const taxRate = taxCategory === "standard" ? typed(draft?.taxRate, "0") : "0"
  if (![quantity, unitPrice, discountPercent, taxRate].every(isDecimal)) return null
  if (unitPrice.startsWith("-") || quantity.startsWith("-") || Number(discountPercent) > 100) return null
  if (discountPercent.startsWith("-")) return null
  const recurrence = draft?.recurrence === "monthly" ? "monthly" : "once"
  const tax = taxOf(taxCategory, taxRate)
  return { quantity, unitPrice, discountPercent, ...tax, recurrence, isOptional: Boolean(draft?.isOptional) }
}

/** A rate that is not yet right counts as no tax, so that the net amounts can be seen meanwhile. */
function taxOf(taxCategory: TaxCategory, taxRate: string) {
  const isRight = taxProblem(taxCategory, taxRate) === null
  return isRight ? { taxCategory, taxRate } : { taxCategory: "zero" as const, taxRate: "0" }
}

/** A number as the form's fields take it: a comma before the decimals is a point, and no text is `fallback`. */
function typed(text: string | undefined, fallback: string): string {
  const tidy = (text ?? "")
    .trim()
    .replace(/^(-?\d+),(\d+)$/, "$1.$2")
    .replace(/\.$/, "")
  return tidy === "" ? fallback : tidy
}
