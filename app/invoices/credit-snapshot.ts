import type { CreditNote } from "~/pricing/credit-note"
import { exchanged } from "~/pricing/exchange"
import type { InvoiceSnapshot, PresentSnapshot, PricedSnapshotLine } from "./snapshot"

type Line = Omit<PricedSnapshotLine, "netMinor" | "pricedMinor"> & { netMinor: bigint | null }

/**
 * What a credit note prints: the parties as the invoice named them, what is taken back of it, and why (EN 16931 BT-25, BT-26).
 * It is reckoned from net amounts, so its prices are without tax, and the invoice's discount is the part that falls on them.
 */
export function creditSnapshot(
  invoice: InvoiceSnapshot,
  lines: readonly Line[],
  note: CreditNote,
  { reason, issueOn }: { reason: string; issueOn: string },
): PresentSnapshot {
  const { number, issueOn: invoicedOn, title, currency, locale, serviceFromOn, serviceToOn, poNumber } = invoice
  const { seller, buyer } = invoice
  const isPresent = invoice.form === 2
  return {
    ...{ form: 2, kind: "credit_note", number: null, issueOn, dueOn: null, termsDays: 0, notes: reason },
    ...accountedTaxOf(invoice, note),
    credits: { number: number ?? "", issueOn: invoicedOn ?? "" },
    ...{ title, currency, locale, serviceFromOn, serviceToOn, poNumber, seller, buyer },
    pricesIncludeTax: false,
    isUntaxed: isPresent && invoice.isUntaxed,
    taxName: isPresent ? invoice.taxName : "VAT",
    lines: lines.map(lineOf),
    linesNetMinor: String(note.linesNetMinor),
    discount: discountOf(note),
    taxes: note.taxes.map(({ category, rate, reason: why, baseMinor, taxMinor }) => ({
      ...{ category, rate, reason: why },
      baseMinor: String(baseMinor),
      taxMinor: String(taxMinor),
    })),
    netMinor: String(note.netMinor),
    taxMinor: String(note.taxMinor),
    totalMinor: String(note.totalMinor),
  }
}

/** A credit note states its tax in the seller's own currency at the rate of the invoice. */
function accountedTaxOf({ accountedTax: invoiced, currency }: InvoiceSnapshot, { taxMinor }: CreditNote) {
  if (!invoiced) return {}
  const { minor } = exchanged({ minor: taxMinor, currency }, invoiced)
  return { accountedTax: { ...invoiced, taxMinor: String(minor) } }
}

function discountOf({ discounts, linesNetMinor, netMinor }: CreditNote): PresentSnapshot["discount"] {
  if (discounts.length === 0) return null
  const amount = String(linesNetMinor - netMinor)
  const shares = discounts.map((share) => ({
    taxes: share.taxes.map(({ category, rate }) => ({ category, rate })),
    netMinor: String(share.netMinor),
  }))
  return { percent: null, amountMinor: amount, netMinor: amount, shares }
}

function lineOf(line: Line): PricedSnapshotLine {
  const { name, description, quantity, unit, unitPrice, discountPercent } = line
  const { taxCategory, taxRate, taxReason, secondTaxRate } = line
  const netMinor = String(line.netMinor ?? 0n)
  const priced = { quantity, unitPrice, discountPercent, netMinor, pricedMinor: netMinor }
  return { name, description, unit, ...priced, taxCategory, taxRate, taxReason, secondTaxRate }
}
