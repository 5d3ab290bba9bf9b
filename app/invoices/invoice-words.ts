import { countryName } from "~/organizations/country"
import { type CalendarDate, formatDate } from "~/platform/language/dates"
import { formatMoney } from "~/platform/language/money"
import { invoiceKindNames } from "./invoice"
import {
  columnsOf,
  type LineColumns,
  type WordedLine,
  type WordedTotal,
  wordedLines,
  wordedTotals,
} from "./invoice-figures"
import type { InvoiceSnapshot, SnapshotParty } from "./snapshot"
import { accountedTaxWords } from "./tax-currency"

type Fact = { label: string; value: string }

/** An invoice in words and finished figures: page, preview and PDF all say this. */
export type InvoiceWords = {
  heading: string
  title: string
  seller: { name: string; lines: string[] }
  buyer: { name: string; lines: string[] }
  facts: Fact[]
  lines: WordedLine[]
  columns: LineColumns
  totals: WordedTotal[]
  total: string
  /** The tax in the currency the seller accounts it in, where that is another. */
  accountedTax: string | null
  notes: string | null
  transfer: Fact[]
  footer: string
}

/** Puts a frozen (or previewed) invoice into words, in the locale it was issued in. */
export function wordsOf(invoice: InvoiceSnapshot): InvoiceWords {
  const { seller, buyer, currency, locale } = invoice
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
    columns: columnsOf(invoice),
    lines: wordedLines(invoice),
    totals: wordedTotals(invoice),
    total: formatMoney({ minor: BigInt(invoice.totalMinor), currency }, locale),
    accountedTax: accountedTaxWords(invoice),
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

function partyLines(party: SnapshotParty, isAbroad: boolean): string[] {
  const country = isAbroad && party.country ? [countryName(party.country)] : []
  const vat = party.vatId ? [`VAT ID ${party.vatId}`] : []
  return [...party.addressLines, ...country, ...vat]
}

function factsOf(invoice: InvoiceSnapshot): Fact[] {
  const { locale, issueOn, dueOn, serviceFromOn, serviceToOn, poNumber, termsDays } = invoice
  const period = [...new Set([serviceFromOn, serviceToOn].filter((day) => day !== null))]
  const due = dayIn(dueOn, locale) ?? (termsDays === 0 ? "On receipt" : `${termsDays} days after issue`)
  return present([
    { label: invoice.credits ? "Credit note number" : "Invoice number", value: invoice.number },
    { label: "Issue date", value: dayIn(issueOn, locale) },
    ...(invoice.credits
      ? [{ label: "Credits invoice", value: creditedIn(invoice.credits, locale) }]
      : [{ label: "Due", value: due }]),
    { label: "Service period", value: period.map((day) => dayIn(day, locale)).join(" to ") },
    { label: "Your order", value: poNumber },
  ])
}

/** The invoice that a credit note takes back: "2026-0001 of 3 November 2026". */
const creditedIn = ({ number, issueOn }: { number: string; issueOn: string }, locale: string) =>
  `${number} of ${dayIn(issueOn, locale)}`

function transferOf({ seller, number, credits }: InvoiceSnapshot): Fact[] {
  if (!seller.iban || credits) return []
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
