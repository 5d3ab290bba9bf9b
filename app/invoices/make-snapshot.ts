import { addressLines, type PostalAddress } from "~/companies/company"
import type { TaxCategory } from "~/pricing/tax"
import type { Totals } from "~/pricing/totals"
import type { InvoiceKind } from "./invoice"
import type { InvoiceSnapshot, SnapshotLine, SnapshotSeller } from "./snapshot"

/** The agency as its record stands. */
export type Seller = {
  name: string
  legalName: string
  locale: string
  country: string
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
export type DraftFacts = {
  kind: InvoiceKind
  title: string
  currency: string
  issueOn: string | null
  dueOn: string | null
  termsDays: number
  serviceFromOn: string | null
  serviceToOn: string | null
  poNumber: string | null
  notes: string | null
}

type Line = Omit<SnapshotLine, "netMinor" | "taxCategory"> & { taxCategory: TaxCategory }

/** What an invoice would print as things stand now, without a number. */
export function makeSnapshot(
  draft: DraftFacts,
  lines: readonly Line[],
  totals: Totals,
  seller: Seller,
  buyer: Buyer,
): InvoiceSnapshot {
  const { kind, title, currency, issueOn, dueOn, termsDays, serviceFromOn, serviceToOn, poNumber, notes } = draft
  return {
    form: 1,
    ...{ kind, number: null, title, currency, locale: seller.locale },
    ...{ issueOn, dueOn, termsDays, serviceFromOn, serviceToOn, poNumber, notes },
    seller: sellerOf(seller),
    buyer: buyerOf(buyer),
    lines: lines.map((line, at) => lineOf(line, totals.lines[at]?.net.minor ?? 0n)),
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

function sellerOf(seller: Seller): SnapshotSeller {
  const { line1, line2, postalCode, city, region, country } = seller
  const { email, phone, website, vatId, registrationNo, bankName, iban, bic } = seller
  const address = line1 && city ? { line1, line2, postalCode, city, region, country } : null
  return {
    ...{ name: seller.legalName, brand: seller.name, country, email, phone, website },
    ...{ vatId, registrationNo, bankName, iban, bic },
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

function lineOf(line: Line, netMinor: bigint): SnapshotLine {
  const { name, description, quantity, unit, unitPrice, discountPercent, taxCategory, taxRate } = line
  const figures = { quantity, unitPrice, discountPercent, taxRate }
  return { name, description, unit, taxCategory, ...figures, netMinor: String(netMinor) }
}
