import { formatMoney, formatPrice, isZero, type Money } from "~/platform/language/money"
import { formatNumber } from "~/platform/language/numbers"
import { decimal, formatDecimal } from "~/pricing/decimal"
import { lineAmount } from "~/pricing/line"
import type { RecurringLine } from "~/pricing/recurring"
import { worthOf } from "./worth"

/** A deal's lines and totals as finished texts; the columns say so where the prices include the tax. */
export type DealLinesView = {
  columns: { description: string; quantity: string; unitPrice: string; amount: string }
  groups: { title?: string; note?: string; lines: LineView[] }[]
  totals: { label: string; amount: string; note?: string; kind?: "total" }[]
}

type LineView = {
  id: string
  title: string
  description: string | null
  quantity: string
  unitPrice: string
  amount: string
}

type StoredLine = RecurringLine & {
  id: string
  name: string
  description: string | null
  unit: string | null
  isOptional: boolean
  discountPercent: string
}

type Deal = { currency: string; pricesIncludeTax: boolean; termMonths: number | null }

/** A deal's lines in their groups and its totals, written for readers of a locale. */
export function linesView(lines: readonly StoredLine[], deal: Deal, locale: string): DealLinesView {
  const of = (isWanted: (line: StoredLine) => boolean) =>
    lines.filter(isWanted).map((line) => lineView(line, deal.currency, locale))
  const groups = [
    { title: undefined, lines: of((line) => !line.isOptional && line.recurrence === "once") },
    { title: "Every month", lines: of((line) => !line.isOptional && line.recurrence === "monthly") },
    { title: "Options", note: "not counted until chosen", lines: of((line) => line.isOptional) },
  ]
  const inside = deal.pricesIncludeTax ? " incl. tax" : ""
  return {
    columns: {
      ...{ description: "Description", quantity: "Quantity" },
      ...{ unitPrice: `Unit price${inside}`, amount: `Amount${inside}` },
    },
    groups: groups.filter((group) => group.lines.length > 0),
    totals: lines.length > 0 ? totalsView(lines, deal, locale) : [],
  }
}

function lineView(line: StoredLine, currency: string, locale: string) {
  const number = (text: string) => formatNumber(formatDecimal(decimal(text)), locale)
  const discount = number(line.discountPercent)
  return {
    id: line.id,
    title: line.name,
    description: line.description,
    quantity: [number(line.quantity), line.unit].filter(Boolean).join(" "),
    unitPrice: [
      formatPrice(formatDecimal(decimal(line.unitPrice)), currency, locale),
      discount !== "0" && `less ${discount} %`,
    ]
      .filter(Boolean)
      .join(", "),
    amount: formatMoney(lineAmount(line, currency).amount, locale),
  }
}

function totalsView(lines: readonly StoredLine[], deal: Deal, locale: string): DealLinesView["totals"] {
  const { once, monthly, contractValue } = worthOf(lines, deal)
  const text = (money: Money) => formatMoney(money, locale)
  const rate = (percent: string) => formatNumber(percent, locale)
  const taxes = once.taxes.filter(({ tax }) => !isZero(tax))
  const hasMonthly = !isZero(monthly.net)
  return [
    { label: "Net", amount: text(once.net) },
    ...taxes.map((tax) => ({ label: `Tax ${rate(tax.rate)} %`, amount: text(tax.tax) })),
    { label: "Total", amount: text(once.total), kind: "total" },
    ...(hasMonthly ? [{ label: "Every month", note: "net", amount: text(monthly.net) }] : []),
    ...(hasMonthly && contractValue
      ? [{ label: "Contract value", note: `net, ${deal.termMonths} months`, amount: text(contractValue) }]
      : []),
  ]
}
