import { exponentOf, formatMoney, formatPrice, moneyFromDecimal } from "~/platform/language/money"
import { formatNumber } from "~/platform/language/numbers"
import { decimal, formatDecimal } from "~/pricing/decimal"
import { taxCategoryNames } from "~/pricing/tax"
import type { InvoiceSnapshot, PresentSnapshot, PricedSnapshotLine, SnapshotLine, SnapshotTax } from "./snapshot"

/** A line in words. */
export type WordedLine = {
  id: string
  title: string
  description: string | null
  quantity: string
  unitPrice: string
  amount: string
}

/** A row of the sums; `note` is the reason of a tax of zero. */
export type WordedTotal = { label: string; note: string | null; amount: string; kind: "line" | "sum" | "total" }

/** What the columns of the lines are called. */
export type LineColumns = { description: string; quantity: string; unitPrice: string; amount: string }

const plainColumns = { description: "Description", quantity: "Quantity", unitPrice: "Unit price", amount: "Amount" }

/** The columns' names, which say so where the tax is inside the prices. */
export const columnsOf = (invoice: InvoiceSnapshot): LineColumns =>
  invoice.form === 2 && invoice.pricesIncludeTax
    ? {
        ...plainColumns,
        unitPrice: `Unit price incl. ${invoice.taxName}`,
        amount: `Amount incl. ${invoice.taxName}`,
      }
    : plainColumns

/** The lines in words; where a document has several taxes each names its own, and one priced with the tax inside its net. */
export function wordedLines(invoice: InvoiceSnapshot): WordedLine[] {
  const { currency, locale } = invoice
  if (invoice.form === 1) {
    return invoice.lines.map((line, at) => lineOf(line, at, invoice, { amountMinor: line.netMinor, details: [] }))
  }
  const isMixed = new Set(invoice.lines.map((line) => taxWords(line, invoice))).size > 1
  return invoice.lines.map((line, at) => {
    const net = invoice.pricesIncludeTax && `net ${formatMoney(amountIn(line.netMinor, currency), locale)}`
    const taxes = [isMixed && taxWords(line, invoice), net].filter(Boolean).join(", ")
    const amountMinor = invoice.pricesIncludeTax ? line.pricedMinor : line.netMinor
    return lineOf(line, at, invoice, { amountMinor, details: [taxes] })
  })
}

type Shown = { amountMinor: string; details: string[] }

function lineOf(line: SnapshotLine, at: number, invoice: InvoiceSnapshot, { amountMinor, details }: Shown): WordedLine {
  const { currency, locale } = invoice
  const isReduced = decimal(line.discountPercent).unscaled !== 0n
  const discount = isReduced ? `less ${percentOf(line.discountPercent, locale)} discount` : null
  const quantity = formatNumber(formatDecimal(decimal(line.quantity)), locale)
  return {
    id: String(at + 1),
    title: line.name,
    description: [line.description, discount, ...details].filter(Boolean).join("\n") || null,
    quantity: line.unit ? `${quantity} ${line.unit}` : quantity,
    unitPrice: priceShown(line.unitPrice, invoice),
    amount: formatMoney(amountIn(amountMinor, currency), locale),
  }
}

/** How a line is taxed: "VAT 19 %", "Tax 5 % and 9.975 %", "Reverse charge". */
function taxWords({ taxCategory, taxRate, secondTaxRate }: PricedSnapshotLine, { taxName, locale }: PresentSnapshot) {
  if (taxCategory !== "standard") return taxCategoryNames[taxCategory]
  const rates = [taxRate, secondTaxRate].filter((rate) => rate !== null).map((rate) => percentOf(rate, locale))
  return `${taxName} ${rates.join(" and ")}`
}

/** The sums, from the lines to the total. */
export function wordedTotals(invoice: InvoiceSnapshot): WordedTotal[] {
  const amount = (minor: string | bigint) => formatMoney(amountIn(minor, invoice.currency), invoice.locale)
  const row = (label: string, minor: string | bigint, note: string | null = null): WordedTotal => ({
    ...{ label, note, amount: amount(minor), kind: "line" },
  })
  const total = { label: "Total", note: null, amount: amount(invoice.totalMinor), kind: "total" } as const
  const taxes = invoice.taxes.map((tax) => row(taxLabel(tax, invoice, amount), tax.taxMinor, tax.reason))
  if (invoice.form === 1) return [row("Net", invoice.netMinor), ...taxes, total]
  const discount = discountRows(invoice, row)
  const reasons = [...new Set(invoice.taxes.map(({ reason }) => reason))].filter(Boolean).join("; ")
  if (invoice.isUntaxed) return [...discount, { ...total, note: reasons || null }]
  return [...discount, row("Net", invoice.netMinor), ...taxes, total]
}

function discountRows(invoice: PresentSnapshot, row: (label: string, minor: bigint) => WordedTotal): WordedTotal[] {
  const { discount, pricesIncludeTax, lines, linesNetMinor, totalMinor, taxName, isUntaxed, locale } = invoice
  if (!discount) return []
  const label = discount.percent ? `Discount ${percentOf(discount.percent, locale)}` : "Discount"
  if (!pricesIncludeTax || isUntaxed) {
    return [row("Lines", BigInt(linesNetMinor)), row(label, -BigInt(discount.netMinor))]
  }
  const priced = lines.reduce((sum, line) => sum + BigInt(line.pricedMinor), 0n)
  return [row(`Lines incl. ${taxName}`, priced), row(label, BigInt(totalMinor) - priced)]
}

function taxLabel({ category, rate, baseMinor }: SnapshotTax, invoice: InvoiceSnapshot, amount: (m: string) => string) {
  if (category === "outside_scope") return `Not taxed, ${amount(baseMinor)}`
  const name = invoice.form === 1 ? "VAT" : invoice.taxName
  return `${name} ${percentOf(rate, invoice.locale)} on ${amount(baseMinor)}`
}

/** The first form writes a price finer than the currency another way than all others. */
function priceShown(unitPrice: string, { form, currency, locale }: InvoiceSnapshot): string {
  const isWhole = decimal(unitPrice).scale <= exponentOf(currency)
  return form === 1 || isWhole
    ? priceOf(unitPrice, currency, locale)
    : formatPrice(formatDecimal(decimal(unitPrice)), currency, locale)
}

/** A percentage as its reader writes it: "19 %". */
export const percentOf = (rate: string, locale: string) => `${formatNumber(formatDecimal(decimal(rate)), locale)} %`

/** A price, which may be finer than the currency: "€ 85.00", "0.0125 EUR". */
export function priceOf(unitPrice: string, currency: string, locale: string): string {
  const price = decimal(unitPrice)
  if (price.scale > exponentOf(currency)) return `${formatNumber(formatDecimal(price), locale)} ${currency}`
  return formatMoney(moneyFromDecimal(unitPrice, currency), locale)
}

const amountIn = (minor: string | bigint, currency: string) => ({ minor: BigInt(minor), currency })
