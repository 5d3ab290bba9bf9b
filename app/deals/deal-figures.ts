import { type CalendarDate, formatDate, isCalendarDate } from "~/platform/language/dates"
import { formatMoney } from "~/platform/language/money"
import { weightedMinor } from "./deal"

type Sum = { currency: string; valueMinor: bigint }

/** Sums of different money are never added: "€12,000.00 + $500.00"; without any, nothing. */
export function sumsText(sums: readonly Sum[], locale: string): string {
  return sums.map(({ valueMinor, currency }) => formatMoney({ minor: valueMinor, currency }, locale)).join(" + ")
}

/** What sums are worth by a probability in percent, in words; nothing where it is certain or lost. */
export function weightedText(sums: readonly Sum[], probability: number, locale: string): string | undefined {
  if (sums.length === 0 || probability <= 0 || probability >= 100) return undefined
  const weighted = sums.map((sum) => ({ ...sum, valueMinor: weightedMinor(sum.valueMinor, probability) }))
  return `${sumsText(weighted, locale)} weighted`
}

type Valued = { valueMinor: bigint; monthlyMinor: bigint; currency: string }

/** A deal's value as it is shown: what is paid once, and what is paid every month where there is such work. */
export function valueTexts({ valueMinor, monthlyMinor, currency }: Valued, locale: string) {
  const text = (minor: bigint) => formatMoney({ minor, currency }, locale)
  return { value: text(valueMinor), monthly: monthlyMinor === 0n ? null : `${text(monthlyMinor)} a month` }
}

/** By when a deal is to be decided, and whether that day has passed while it is open. */
export function closeText(
  deal: { status: string; expectedCloseOn: string | null },
  today: CalendarDate,
  locale: string,
) {
  const day = deal.expectedCloseOn
  if (!day || !isCalendarDate(day)) return null
  return { text: formatDate(day, locale), isOverdue: deal.status === "open" && day < today }
}
