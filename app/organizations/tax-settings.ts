import { decimal, formatDecimal } from "~/pricing/decimal"
import type { TaxCategory } from "~/pricing/tax"

/** How an organization is taxed. A small business charges no tax, and its documents print why. */
export type TaxSettings = {
  taxRate: string
  /** Where two taxes apply to one price, as in Québec. */
  secondTaxRate: string | null
  isSmallBusiness: boolean
  smallBusinessNote: string | null
}

/** How a line is taxed: its category, its rates in percent, and the reason it prints for a tax of zero. */
export type LineTax = {
  taxCategory: TaxCategory
  taxRate: string
  taxReason: string | null
  secondTaxRate: string | null
}

/** How a new line is taxed: as a small business's, else as the client usually is, `treatment` being that. */
export function newLineTax(settings: TaxSettings, treatment: TaxCategory = "standard"): LineTax {
  const untaxed = { taxRate: "0", taxReason: null, secondTaxRate: null }
  if (settings.isSmallBusiness) {
    return { ...untaxed, taxCategory: "exempt", taxReason: settings.smallBusinessNote ?? smallBusinessSentence("") }
  }
  if (treatment !== "standard") return { ...untaxed, taxCategory: treatment }
  if (decimal(settings.taxRate).unscaled === 0n) return { ...untaxed, taxCategory: "zero" }
  const { taxRate, secondTaxRate } = settings
  return { taxCategory: "standard", taxRate, taxReason: null, secondTaxRate }
}

/** The same as a form holds it, without zeros behind the figures. */
export function newLineValues(settings: TaxSettings, treatment?: TaxCategory): LineTax {
  const { taxRate, secondTaxRate, ...tax } = newLineTax(settings, treatment)
  const plain = (text: string) => formatDecimal(decimal(text))
  return { ...tax, taxRate: plain(taxRate), secondTaxRate: secondTaxRate && plain(secondTaxRate) }
}

/** What a country's small businesses print, in its language and naming its law; elsewhere a sentence to begin with. */
export const smallBusinessSentence = (country: string): string =>
  sentences[country] ?? "Exempt from VAT under the scheme for small businesses"

const sentences: Record<string, string> = {
  AT: "Umsatzsteuerbefreit, Kleinunternehmer gemäß § 6 Abs. 1 Z 27 UStG",
  BE: "Régime particulier de franchise des petites entreprises, TVA non applicable",
  DE: "Gemäß § 19 UStG wird keine Umsatzsteuer berechnet",
  FR: "TVA non applicable, art. 293 B du CGI",
  IT: "Operazione senza applicazione dell'IVA, regime forfettario, L. 190/2014",
  LU: "TVA non applicable, régime de franchise des petites entreprises, art. 57 de la loi TVA",
  NL: "Vrijgesteld van btw, kleineondernemersregeling, artikel 25 Wet OB",
}

/** What the tax on sales is called where a country's people speak English about it. */
export const taxNameIn = (country: string | null): string => taxNames[country ?? ""] ?? "VAT"

const taxNames: Record<string, string> = {
  AU: "GST",
  CA: "GST/HST",
  IN: "GST",
  JP: "Consumption tax",
  NZ: "GST",
  SG: "GST",
  US: "Sales tax",
}
