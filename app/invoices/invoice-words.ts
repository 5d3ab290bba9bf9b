import { countryName } from "~/organizations/country"
import { type CalendarDate, formatDate } from "~/platform/language/dates"
import { exponentOf, formatMoney, moneyFromDecimal } from "~/platform/language/money"
import { formatNumber } from "~/platform/language/numbers"
import { decimal, formatDecimal } from "~/pricing/decimal"
import { invoiceKindNames } from "./invoice"
import type { InvoiceSnapshot, SnapshotLine, SnapshotParty, SnapshotTax } from "./snapshot"

type Fact = { label: string; value: string }

/** A line in words. */
export type WordedLine = {
  id: string
  title: string
  description: string | null
  quantity: string
  unitPrice: string
  amount: string
}

/** An invoice in words and finished figures: page, preview and PDF all say this. */
export type InvoiceWords = {
  heading: string
  title: string
  seller: { name: string; lines: string[] }
  buyer: { name: string; lines: string[] }
  facts: Fact[]
  lines: WordedLine[]
  totals: { label: string; note: string | null; amount: string; kind: "line" | "sum" | "total" }[]
  total: string
  notes: string | null
  transfer: Fact[]
  footer: string
}

/** Puts a frozen (or previewed) invoice into words, in the locale it was issued in. */
export function wordsOf(invoice: InvoiceSnapshot): InvoiceWords {
  const { seller, buyer, currency, locale } = invoice
  const amount = (minor: string) => formatMoney({ minor: BigInt(minor), currency }, locale)
  const abroad = seller.country !== null && buyer.country !== null && seller.country !== buyer.country
  return {
    heading: headingOf(invoice),
    title: invoice.title,
    seller: { name: seller.name, lines: partyLines(seller, abroad) },
    buyer: {
      name: buyer.name,
      lines: [...(buyer.contactName ? [buyer.contactName] : []), ...partyLines(buyer, abroad)],
    },
    facts: factsOf(invoice),
    lines: invoice.lines.map((line, at) => lineOf(line, at, invoice)),
    totals: [
      { label: "Net", note: null, amount: amount(invoice.netMinor), kind: "line" },
      ...invoice.taxes.map((tax) => taxRow(tax, amount, locale)),
      { label: "Total", note: null, amount: amount(invoice.totalMinor), kind: "total" },
    ],
    total: amount(invoice.totalMinor),
    notes: invoice.notes,
    transfer: transferOf(invoice),
    footer: footerOf(invoice),
  }
}

/** "Invoice 2026-0001"; a draft has no number, only the word. */
export const headingOf = ({ kind, number }: Pick<InvoiceSnapshot, "kind" | "number">) =>
  number === null ? `Draft ${invoiceKindNames[kind].toLowerCase()}` : `${invoiceKindNames[kind]} ${number}`

/** A day as the reader of a locale writes it, or null where none is set. */
export const dayIn = (date: string | null, locale: string) =>
  date === null ? null : formatDate(date as CalendarDate, locale)

/** A price, which may be finer than the currency: "€ 85.00", "0.0125 EUR". */
export function priceOf(unitPrice: string, currency: string, locale: string): string {
  const price = decimal(unitPrice)
  if (price.scale > exponentOf(currency)) return `${formatNumber(formatDecimal(price), locale)} ${currency}`
  return formatMoney(moneyFromDecimal(unitPrice, currency), locale)
}

/** A percentage as its reader writes it: "19 %". */
export const percentOf = (rate: string, locale: string) => `${formatNumber(formatDecimal(decimal(rate)), locale)} %`

function lineOf(line: SnapshotLine, at: number, { currency, locale }: InvoiceSnapshot): WordedLine {
  const isReduced = decimal(line.discountPercent).unscaled !== 0n
  const discount = isReduced ? `less ${percentOf(line.discountPercent, locale)} discount` : null
  const quantity = formatNumber(formatDecimal(decimal(line.quantity)), locale)
  return {
    id: String(at + 1),
    title: line.name,
    description: [line.description, discount].filter(Boolean).join("\n") || null,
    quantity: line.unit ? `${quantity} ${line.unit}` : quantity,
    unitPrice: priceOf(line.unitPrice, currency, locale),
    amount: formatMoney({ minor: BigInt(line.netMinor), currency }, locale),
  }
}

function taxRow(tax: SnapshotTax, amount: (minor: string) => string, locale: string) {
  const label = `VAT ${percentOf(tax.rate, locale)} on ${amount(tax.baseMinor)}`
  return { label, note: tax.reason, amount: amount(tax.taxMinor), kind: "line" as const }
}

function partyLines(party: SnapshotParty, isAbroad: boolean): string[] {
  const country = isAbroad && party.country ? [countryName(party.country)] : []
  const vat = party.vatId ? [`VAT ID ${party.vatId}`] : []
  return [...party.addressLines, ...country, ...vat]
}

function factsOf(invoice: InvoiceSnapshot): Fact[] {
  const { locale, issueOn, dueOn, serviceFromOn, serviceToOn, poNumber, termsDays } = invoice
  const period = [...new Set([serviceFromOn, serviceToOn].filter((day) => day !== null))]
  return present([
    { label: "Invoice number", value: invoice.number },
    { label: "Issue date", value: dayIn(issueOn, locale) },
    { label: "Due", value: dayIn(dueOn, locale) ?? (termsDays === 0 ? "On receipt" : `${termsDays} days after issue`) },
    { label: "Service period", value: period.map((day) => dayIn(day, locale)).join(" to ") },
    { label: "Your order", value: poNumber },
  ])
}

function transferOf({ seller, number }: InvoiceSnapshot): Fact[] {
  if (!seller.iban) return []
  return present([
    { label: "Account holder", value: seller.name },
    { label: "Bank", value: seller.bankName },
    { label: "IBAN", value: spacedIban(seller.iban) },
    { label: "BIC", value: seller.bic },
    { label: "Reference", value: number },
  ])
}

const spacedIban = (iban: string) => iban.replace(/\s/g, "").replace(/(.{4})(?=.)/g, "$1 ")

function footerOf({ seller }: InvoiceSnapshot): string {
  const vat = seller.vatId && `VAT ID ${seller.vatId}`
  return [seller.name, seller.registrationNo, vat, seller.email, seller.phone].filter(Boolean).join(" · ")
}

const present = (facts: { label: string; value: string | null }[]): Fact[] =>
  facts.filter((fact): fact is Fact => Boolean(fact.value))
