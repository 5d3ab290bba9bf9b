import type { TaxCategory } from "~/pricing/tax"
import type { InvoiceKind } from "./invoice"

/** Who sells or buys, as the document prints it. */
export type SnapshotParty = {
  name: string
  addressLines: string[]
  country: string | null
  vatId: string | null
  registrationNo: string | null
}

/** How the seller is known, reached and paid; `brand` is the everyday name, `name` the legal one. */
export type SnapshotSeller = SnapshotParty & {
  brand: string
  email: string | null
  phone: string | null
  website: string | null
  bankName: string | null
  iban: string | null
  bic: string | null
}

/** A line with its net amount in minor units, as text. */
export type SnapshotLine = {
  name: string
  description: string | null
  quantity: string
  unit: string | null
  unitPrice: string
  discountPercent: string
  taxCategory: TaxCategory
  taxRate: string
  netMinor: string
}

/** One tax on its rounded base (EN 16931 BG-23), in minor units as text. */
export type SnapshotTax = {
  category: TaxCategory
  rate: string
  reason: string | null
  baseMinor: string
  taxMinor: string
}

/**
 * Everything an invoice prints, frozen with its number: page, PDF and receipt are made of this alone, so a client that is
 * renamed or a bank account that changes later alters no document. A draft's preview has the same form, without number.
 */
export type InvoiceSnapshot = {
  form: 1
  kind: InvoiceKind
  number: string | null
  title: string
  currency: string
  locale: string
  issueOn: string | null
  dueOn: string | null
  termsDays: number
  serviceFromOn: string | null
  serviceToOn: string | null
  poNumber: string | null
  notes: string | null
  seller: SnapshotSeller
  buyer: SnapshotParty & { contactName: string | null }
  lines: SnapshotLine[]
  taxes: SnapshotTax[]
  netMinor: string
  taxMinor: string
  totalMinor: string
}
