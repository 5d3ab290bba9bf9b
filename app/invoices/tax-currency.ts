import { countryOf, isCountry } from "~/organizations/country"
import { type CalendarDate, formatDate } from "~/platform/language/dates"
import { formatMoney } from "~/platform/language/money"
import { formatNumber } from "~/platform/language/numbers"
import { decimal, formatDecimal } from "~/pricing/decimal"
import { exchanged } from "~/pricing/exchange"
import type { InvoiceSnapshot, SnapshotTaxTotal } from "./snapshot"

/** What one unit of an invoice's currency is in the one the seller accounts its tax in, of which day, and who says so. */
export type ExchangeRate = {
  exchangeRate: string | null
  exchangeRateOn: string | null
  exchangeRateSource: string | null
}

/** The currency a seller accounts its tax in (EN 16931 BT-6): within the EU its country's, elsewhere its own. */
export function taxCurrencyOf({ country, currency }: { country: string; currency: string }): string {
  const home = isCountry(country) ? countryOf(country) : null
  return home?.inEu ? home.currency : currency
}

/** The tax of an invoice in the seller's own currency (BT-111, VAT Directive Art. 230); null where no rate says it. */
export function accountedTax(
  tax: { minor: bigint; currency: string },
  { exchangeRate, exchangeRateOn, exchangeRateSource }: ExchangeRate,
  currency: string,
): SnapshotTaxTotal | null {
  if (exchangeRate === null || exchangeRateOn === null || exchangeRateSource === null) return null
  const rate = formatDecimal(decimal(exchangeRate))
  const taxMinor = String(exchanged(tax, { currency, rate }).minor)
  return { currency, taxMinor, rate, rateOn: exchangeRateOn, rateSource: exchangeRateSource }
}

/** "VAT in EUR: €17.55, at 0.9234 EUR for 1 USD on 20 November 2026 (ECB)"; null where the invoice is in that currency. */
export function accountedTaxWords(invoice: InvoiceSnapshot): string | null {
  const { accountedTax: found, currency, locale } = invoice
  if (!found) return null
  const name = invoice.form === 2 ? invoice.taxName : "VAT"
  const tax = formatMoney({ minor: BigInt(found.taxMinor), currency: found.currency }, locale)
  const rate = `${formatNumber(found.rate, locale)} ${found.currency} for 1 ${currency}`
  const day = formatDate(found.rateOn as CalendarDate, locale)
  return `${name} in ${found.currency}: ${tax}, at ${rate} on ${day} (${found.rateSource})`
}
