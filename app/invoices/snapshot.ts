import type { PrintedLook } from "~/organizations/printed-look"
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
  /** Logo and colour as they were then; not there where there were none, and in what was frozen before they were kept. */
  look?: PrintedLook
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

/** A line with what else is agreed on it: `pricedMinor` is its amount as priced, the tax inside where prices include it. */
export type PricedSnapshotLine = SnapshotLine & {
  taxReason: string | null
  secondTaxRate: string | null
  pricedMinor: string
}

/** A discount on the whole document: as agreed, so many percent or an amount as priced; and net of tax, by kind of tax (BG-20). */
export type SnapshotDiscount = {
  percent: string | null
  amountMinor: string | null
  netMinor: string
  shares: { taxes: { category: TaxCategory; rate: string }[]; netMinor: string }[]
}

/** The tax in the currency the seller accounts it in (BT-6, BT-111), with the rate for one unit of the invoice's currency. */
export type SnapshotTaxTotal = { currency: string; taxMinor: string; rate: string; rateOn: string; rateSource: string }

/** What every form of a snapshot says. */
type Said<Form extends number, Line extends SnapshotLine> = {
  form: Form
  /** Of a credit note: the invoice that it takes back (EN 16931 BT-25, BT-26). */
  credits?: { number: string; issueOn: string }
  /** Of an invoice in another currency than the one its tax is accounted in, since there is a place to say so. */
  accountedTax?: SnapshotTaxTotal
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
  lines: Line[]
  taxes: SnapshotTax[]
  netMinor: string
  taxMinor: string
  totalMinor: string
}

/** The first form: prices without tax, no discount but on lines. */
export type FirstSnapshot = Said<1, SnapshotLine>

/** The present form. `isUntaxed` is that a small business charges no tax at all, and prints why in its place. */
export type PresentSnapshot = Said<2, PricedSnapshotLine> & {
  pricesIncludeTax: boolean
  isUntaxed: boolean
  /** What the tax is called where the seller is: VAT, GST. */
  taxName: string
  /** Σ lines, before the discount (BT-106). */
  linesNetMinor: string
  discount: SnapshotDiscount | null
}

/**
 * Everything an invoice prints, frozen with its number: page, PDF and receipt are made of this alone, so a client that is
 * renamed or a bank account that changes later alters no document. A draft's preview has the same form, without number.
 * What was frozen in an earlier form is shown as it was.
 */
export type InvoiceSnapshot = FirstSnapshot | PresentSnapshot

/** What lines taxed alike have of the discount on the whole document, net of tax. */
export function discountSharesOf(invoice: InvoiceSnapshot) {
  const shares = invoice.form === 2 ? (invoice.discount?.shares ?? []) : []
  return shares.map(({ taxes, netMinor }) => ({ taxes, netMinor: BigInt(netMinor) }))
}
