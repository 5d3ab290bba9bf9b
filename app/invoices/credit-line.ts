import { decimalOf } from "~/platform/language/money"
import type { CreditedLine } from "~/pricing/credit-note"
import { decimal, formatDecimal } from "~/pricing/decimal"
import { lineAmount, type PricedLine } from "~/pricing/line"

type Billed = PricedLine & { discountPercent: string; unit: string | null; description: string | null }

/**
 * A line as a credit note prints it: as it was billed, in the quantity credited, where that comes to its net amount; else the
 * amount once. A price is never negative: what takes back a deduction has a negative quantity (EN 16931 BR-27).
 */
export function creditLine(line: Billed, { netMinor, quantity }: CreditedLine, currency: string) {
  const sign = netMinor < 0n ? "-" : ""
  if (quantity !== null) {
    const asBilled = { ...line, quantity: `${sign}${quantity}` }
    if (lineAmount(asBilled, currency).amount.minor === netMinor) {
      const { unit, unitPrice, discountPercent, description } = line
      return { quantity: asBilled.quantity, unit, unitPrice, discountPercent, description }
    }
  }
  const isOne = quantity === null || formatDecimal(decimal(quantity)) === "1"
  const part = isOne ? null : `For ${formatDecimal(decimal(quantity))} ${line.unit ?? ""}`.trim()
  return {
    ...{ quantity: `${sign}1`, unit: null, discountPercent: "0" },
    unitPrice: decimalOf({ minor: netMinor < 0n ? -netMinor : netMinor, currency }),
    description: [line.description, part].filter(Boolean).join("\n") || null,
  }
}
