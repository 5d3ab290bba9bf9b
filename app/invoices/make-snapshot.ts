import { addressLines, type PostalAddress } from "~/companies/company"
import { printedLookOf } from "~/organizations/printed-look"
import { taxNameIn } from "~/organizations/tax-settings"
import { moneyFromDecimal } from "~/platform/language/money"
import { decimal } from "~/pricing/decimal"
import type { DocumentTerms } from "~/pricing/document"
import { lineAmount } from "~/pricing/line"
import type { Totals } from "~/pricing/totals"
import type { InvoiceSnapshot, PresentSnapshot, PricedSnapshotLine, SnapshotSeller } from "./snapshot"
import { accountedTax, type ExchangeRate, taxCurrencyOf } from "./tax-currency"

/** The agency as its record stands. */
export type Seller = {
  name: string
  legalName: string
  locale: string
  country: string
  currency: string
  line1: string | null
  line2: string | null
  postalCode: string | null
  city: string | null
  region: string | null
  email: string | null
  phone: string | null
  website: string | null
  vatId: string | null
  registrationNo: string | null
  bankName: string | null
  iban: string | null
  bic: string | null
  isSmallBusiness: boolean
  logoFile: string | null
  logoType: string | null
  colour: string | null
}

/** The client as its record stands, with its billing address and the person the invoice is meant for. */
export type Buyer = {
  name: string
  legalName: string | null
  vatId: string | null
  registrationNo: string | null
  address: PostalAddress | null
  contactName: string | null
}

/** What the draft itself says. */
export type DraftFacts = DocumentTerms &
  ExchangeRate &
  Pick<InvoiceSnapshot, "kind" | "title" | "issueOn" | "dueOn" | "termsDays" | "poNumber" | "notes"> &
  Pick<InvoiceSnapshot, "serviceFromOn" | "serviceToOn">

type Line = Omit<PricedSnapshotLine, "netMinor" | "pricedMinor">

/** What an invoice would print as things stand now, without a number. */
export function makeSnapshot(
  draft: DraftFacts,
  lines: readonly Line[],
  totals: Totals,
  seller: Seller,
  buyer: Buyer,
): PresentSnapshot {
  const { kind, title, currency, issueOn, dueOn, termsDays, serviceFromOn, serviceToOn, poNumber, notes } = draft
  const isNamed = !lines.some((line) => line.taxCategory === "outside_scope")
  const hasSecondTax = lines.some((line) => line.secondTaxRate !== null)
  return {
    form: 2,
    ...accountedTaxOf(draft, totals, seller),
    ...{ kind, number: null, title, currency, locale: seller.locale },
    ...{ issueOn, dueOn, termsDays, serviceFromOn, serviceToOn, poNumber, notes },
    pricesIncludeTax: draft.pricesIncludeTax,
    isUntaxed: seller.isSmallBusiness && totals.taxes.every(({ category }) => category === "exempt"),
    taxName: hasSecondTax ? "Tax" : taxNameIn(seller.country),
    seller: withVatId(sellerOf(seller), isNamed),
    buyer: withVatId(buyerOf(buyer), isNamed),
    lines: lines.map((line, at) => lineOf(line, totals.lines[at]?.net.minor ?? 0n, currency)),
    linesNetMinor: String(totals.linesNet.minor),
    discount: discountOf(draft, totals),
    taxes: totals.taxes.map(({ category, rate, reason, base, tax }) => ({
      ...{ category, rate, reason },
      baseMinor: String(base.minor),
      taxMinor: String(tax.minor),
    })),
    netMinor: String(totals.net.minor),
    taxMinor: String(totals.tax.minor),
    totalMinor: String(totals.total.minor),
  }
}

/** The tax in the seller's own currency, where the invoice is in another and the seller is known by a VAT ID. */
function accountedTaxOf(draft: DraftFacts, { tax, currency }: Totals, seller: Seller) {
  const own = taxCurrencyOf(seller)
  if (own === currency || tax.minor === 0n || seller.vatId === null) return {}
  const found = accountedTax(tax, draft, own)
  return found ? { accountedTax: found } : {}
}

/** What lies outside the scope of the tax names no VAT ids (EN 16931 BR-O-02…04). */
const withVatId = <Party extends { vatId: string | null }>(party: Party, isNamed: boolean): Party =>
  isNamed ? party : { ...party, vatId: null }

function discountOf({ currency, discountPercent, discountAmount }: DocumentTerms, totals: Totals) {
  const isAmount = decimal(discountAmount).unscaled !== 0n
  if (!isAmount && decimal(discountPercent).unscaled === 0n) return null
  return {
    percent: isAmount ? null : discountPercent,
    amountMinor: isAmount ? String(moneyFromDecimal(discountAmount, currency).minor) : null,
    netMinor: String(totals.discount.minor),
    shares: totals.groups.map(({ taxes, discount }) => ({
      taxes: taxes.map(({ category, rate }) => ({ category, rate })),
      netMinor: String(discount.minor),
    })),
  }
}

function sellerOf(seller: Seller): SnapshotSeller {
  const { line1, line2, postalCode, city, region, country } = seller
  const { email, phone, website, vatId, registrationNo, bankName, iban, bic } = seller
  const look = printedLookOf(seller)
  const address = line1 && city ? { line1, line2, postalCode, city, region, country } : null
  return {
    ...{ name: seller.legalName, brand: seller.name, country, email, phone, website },
    ...{ vatId, registrationNo, bankName, iban, bic },
    ...(look ? { look } : {}),
    addressLines: address ? addressLines(address) : [],
  }
}

function buyerOf({ name, legalName, vatId, registrationNo, address, contactName }: Buyer): InvoiceSnapshot["buyer"] {
  return {
    ...{ name: legalName ?? name, vatId, registrationNo, contactName },
    country: address?.country ?? null,
    addressLines: address ? addressLines(address) : [],
  }
}

function lineOf(line: Line, netMinor: bigint, currency: string): PricedSnapshotLine {
  const { name, description, quantity, unit, unitPrice, discountPercent, taxCategory, taxRate } = line
  const { taxReason, secondTaxRate } = line
  const figures = { quantity, unitPrice, discountPercent, taxRate, secondTaxRate }
  const pricedMinor = String(lineAmount(line, currency).amount.minor)
  return { name, description, unit, taxCategory, taxReason, ...figures, pricedMinor, netMinor: String(netMinor) }
}
