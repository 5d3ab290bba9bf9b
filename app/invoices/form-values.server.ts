import type { z } from "zod"
import { currencyChoices } from "~/companies/form-choices.server"
import { newLineTax, newLineValues } from "~/organizations/tax-settings"
import { decimal, formatDecimal } from "~/pricing/decimal"
import type { DocumentTerms } from "~/pricing/document"
import type { LineInput } from "~/pricing/inputs.server"
import { taxReasons } from "~/pricing/tax"
import type { getInvoiceDefaults } from "./draft-queries.server"
import { type ExchangeRate, taxCurrencyOf } from "./tax-currency"

type Line = z.output<typeof LineInput>
type Client = Pick<Awaited<ReturnType<typeof getInvoiceDefaults>>, "company" | "people" | "organization">

/** A stored line as the form holds it, without zeros behind the figures. */
export function lineValues({ name, description, unit, taxCategory, taxReason, ...line }: Line) {
  return {
    ...{ name, description, unit, taxCategory, taxReason, recurrence: "once" as const, isOptional: false },
    quantity: plain(line.quantity),
    unitPrice: plain(line.unitPrice),
    discountPercent: plain(line.discountPercent),
    taxRate: plain(line.taxRate),
    secondTaxRate: line.secondTaxRate && plain(line.secondTaxRate),
  }
}

const plain = (text: string) => formatDecimal(decimal(text))

/** What a stored draft says about all its lines, as the form holds it: no figure where there is no discount. */
export function termsValues(terms: Omit<DocumentTerms, "currency">) {
  const given = (text: string) => (decimal(text).unscaled === 0n ? "" : plain(text))
  return {
    pricesIncludeTax: terms.pricesIncludeTax,
    discountPercent: given(terms.discountPercent),
    discountAmount: given(terms.discountAmount),
  }
}

/** The rate to the seller's own currency, as the form holds it. */
export const rateValues = ({ exchangeRate, exchangeRateOn, exchangeRateSource }: ExchangeRate) => ({
  ...{ exchangeRate: exchangeRate && plain(exchangeRate), exchangeRateOn, exchangeRateSource },
})

/** What a draft says about its lines before anything is agreed. */
export const noTerms = { pricesIncludeTax: false, discountPercent: "0", discountAmount: "0" }

/** A line to begin with, taxed as the client is. */
export function firstLine({ company, organization }: Client) {
  const tax = newLineTax(organization, company.taxTreatment)
  const nothing = { name: "", description: null, unit: null, unitPrice: "0", discountPercent: "0", isOptional: false }
  return { ...lineValues({ ...nothing, ...tax, quantity: "1", recurrence: "once" }), unitPrice: "" }
}

/** What the form of an invoice offers to choose from, and says about the client. */
export function formChoices({ company, people, organization }: Client) {
  return {
    client: company.name,
    people: people.map(({ contactId, name, email }) => ({
      value: contactId as string,
      label: email ? `${name} (${email})` : `${name} (no e-mail address)`,
    })),
    currencies: currencyChoices(),
    newLine: newLineValues(organization, company.taxTreatment),
    locale: organization.locale,
    taxCurrency: organization.vatId ? taxCurrencyOf(organization) : null,
    poRequired: company.poRequired,
    taxNote: taxNoteOf({ company, organization }),
  }
}

/** How the client is taxed, and what a document to it prints for that. */
function taxNoteOf({ company, organization }: Pick<Client, "company" | "organization">): string {
  const { taxTreatment, name } = company
  if (organization.isSmallBusiness) return "As a small business you charge no VAT; the invoice prints why."
  if (taxTreatment === "standard") return `${name} is taxed at your standard rate.`
  const note = `${name} is not charged VAT. The invoice says: “${taxReasons[taxTreatment]}”.`
  if (taxTreatment !== "reverse_charge") return note
  const ids = [organization.vatId ?? "yours is missing", company.vatId ?? "the client's is missing"]
  return `${note} It names both VAT IDs: ${ids.join(" and ")}.`
}
