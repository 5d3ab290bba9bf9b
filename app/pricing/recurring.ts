import { add, isZero, type Money } from "~/platform/language/money"
import type { PricedLine } from "./line"
import { type Totals, type TotalsInput, totals } from "./totals"

/** How often a line is paid. */
export type Recurrence = "once" | "monthly"

/** A priced line that is paid once or every month. */
export type RecurringLine = PricedLine & { recurrence: Recurrence }

/** What is paid once and what is paid every month, apart; amounts of value are net of tax. */
export type RecurringTotals = {
  once: Totals
  monthly: Totals
  /** Monthly recurring revenue. */
  mrr: Money
  /** The agreed months, null when open-ended. */
  termMonths: number | null
  /** All that the term brings; null when something is paid monthly without an agreed term. */
  contractValue: Money | null
}

/** Reckons one-off and monthly lines apart. The document's discount is on the one-off part. */
export function recurringTotals<Line extends RecurringLine>(
  input: TotalsInput<Line> & { termMonths?: number | null },
): RecurringTotals {
  const { termMonths = null } = input
  const every = (recurrence: Recurrence) => input.lines.filter((line) => line.recurrence === recurrence)
  const once = totals({ ...input, lines: every("once") })
  const monthly = totals({ ...input, lines: every("monthly"), documentDiscount: null })
  const mrr = monthly.net
  return { once, monthly, mrr, termMonths, contractValue: worthOf(once.net, mrr, termMonths) }
}

function worthOf(once: Money, mrr: Money, termMonths: number | null): Money | null {
  if (isZero(mrr)) return once
  if (termMonths === null) return null
  return add(once, { minor: mrr.minor * BigInt(termMonths), currency: mrr.currency })
}
