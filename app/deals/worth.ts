import { type RecurringLine, type RecurringTotals, recurringTotals } from "~/pricing/recurring"
import { selectedLines } from "~/pricing/selection"

type DealLine = RecurringLine & { id: string; isOptional: boolean }

/** What a deal's lines come to: those that are not optional, one-off and monthly apart. */
export function worthOf(
  lines: readonly DealLine[],
  {
    currency,
    pricesIncludeTax,
    termMonths,
  }: { currency: string; pricesIncludeTax: boolean; termMonths: number | null },
): RecurringTotals {
  return recurringTotals({ currency, pricesIncludeTax, lines: selectedLines(lines, []), termMonths })
}
