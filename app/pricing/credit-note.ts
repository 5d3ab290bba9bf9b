import { creditTax } from "./credit"
import { type Decimal, decimal, divideRounded, formatDecimal, scaledTo } from "./decimal"
import type { TaxCategory } from "./tax"

/** How a line is taxed, and what it is reckoned together with; its rate in any decimal form. */
type LineTax = { category: TaxCategory; rate: string }

/** A line of an issued invoice, in minor units, and what earlier credit notes took of it. */
export type CreditableLine = {
  netMinor: bigint
  quantity: string
  taxes: readonly LineTax[]
  credited: { netMinor: bigint; quantity: string }
}

/** One tax of an issued invoice, in minor units, and what earlier credit notes took of it. */
export type CreditableTax = LineTax & {
  reason: string | null
  baseMinor: bigint
  taxMinor: bigint
  credited: { baseMinor: bigint; taxMinor: bigint }
}

/** The part of a document's discount, net of tax, that the lines taxed alike have together (BG-20). */
export type DiscountShare = { taxes: readonly LineTax[]; netMinor: bigint }

/** An issued invoice as far as it can be credited. */
export type Creditable = {
  currency: string
  lines: readonly CreditableLine[]
  taxes: readonly CreditableTax[]
  discounts: readonly DiscountShare[]
  totalMinor: bigint
  creditedMinor: bigint
}

/** What is to be credited of a line: all that is left, a quantity, or a net amount in minor units; both above zero. */
export type Asked = "all" | { quantity: string } | { amountMinor: bigint } | null

/** What a credit note takes of a line (`at` is its place on the invoice); the quantity is null where it goes by amount. */
export type CreditedLine = { at: number; netMinor: bigint; quantity: string | null }

/** A credit note in minor units: as the invoice's own amounts, so above zero for what was billed. */
export type CreditNote = {
  lines: CreditedLine[]
  taxes: Omit<CreditableTax, "credited">[]
  /** What the invoice's discount takes off the lines credited (BT-107), by lines taxed alike. */
  discounts: DiscountShare[]
  /** Σ lines (BT-106), and what is left of it after the discount (BT-109). */
  linesNetMinor: bigint
  netMinor: bigint
  taxMinor: bigint
  totalMinor: bigint
}

/** Why nothing can be credited so: more than a line has left, more than a tax or the invoice has left, or nothing at all. */
export type CreditProblem =
  | { problem: "quantity" | "amount"; at: number }
  | { problem: "tax"; tax: LineTax }
  | { problem: "total" | "nothing" }

/** Lines taxed alike, and the net amount that a credit note takes of them. */
type Group = { taxes: readonly LineTax[]; linesNetMinor: bigint; netMinor: bigint }

/**
 * Reckons a credit note from the net amounts stored at issue, so that prices with tax inside and discounts of the document
 * stay what they were. Each figure is what all credits together come to, less what came before: the last one takes exactly
 * what is left of each line, base and tax, in whatever parts the others went.
 */
export function creditNote(invoice: Creditable, asked: readonly Asked[]): CreditNote | CreditProblem {
  const lines: CreditedLine[] = []
  for (const [at, line] of invoice.lines.entries()) {
    const credited = creditOfLine(line, asked[at] ?? null)
    if (typeof credited === "string") return { problem: credited, at }
    if (credited && credited.netMinor !== 0n) lines.push({ at, ...credited })
  }
  const groups: Group[] = []
  for (const places of bundled(invoice.lines)) {
    const group = creditOfGroup(invoice, places, lines)
    if (group === null) return { problem: "tax", tax: invoice.lines[places[0]!]!.taxes[0]! }
    groups.push(group)
  }
  const taxes: CreditNote["taxes"] = []
  for (const tax of invoice.taxes) {
    const taken = creditOfTax(invoice.currency, tax, groups)
    if (taken === null) return { problem: "tax", tax }
    if (taken.baseMinor !== 0n || taken.taxMinor !== 0n) taxes.push(taken)
  }
  return summed(invoice, { lines, groups, taxes })
}

type Parts = { lines: CreditedLine[]; groups: Group[]; taxes: CreditNote["taxes"] }

function summed(invoice: Creditable, { lines, groups, taxes }: Parts): CreditNote | CreditProblem {
  const linesNetMinor = whole(lines.map((line) => line.netMinor))
  const netMinor = whole(groups.map((group) => group.netMinor))
  const taxMinor = whole(taxes.map((tax) => tax.taxMinor))
  const totalMinor = netMinor + taxMinor
  if (totalMinor <= 0n) return { problem: "nothing" }
  if (totalMinor > leftOf(invoice)) return { problem: "total" }
  const discounts = groups
    .map((group) => ({ taxes: group.taxes, netMinor: group.linesNetMinor - group.netMinor }))
    .filter((share) => share.netMinor !== 0n)
  return { lines, taxes, discounts, linesNetMinor, netMinor, taxMinor, totalMinor }
}

/** What is left to credit of an invoice, with tax. */
export const leftOf = (invoice: Pick<Creditable, "totalMinor" | "creditedMinor">) =>
  invoice.totalMinor - invoice.creditedMinor

/** What of a line's quantity is left to credit, never below zero. */
export function quantityLeft({ quantity, credited }: Pick<CreditableLine, "quantity" | "credited">): string {
  const [all, gone] = inOneScale(quantity, credited.quantity)
  const left = size(all.unscaled) - size(gone.unscaled)
  return formatDecimal({ unscaled: left > 0n ? left : 0n, scale: all.scale })
}

function creditOfLine(line: CreditableLine, asked: Asked): Omit<CreditedLine, "at"> | null | "quantity" | "amount" {
  const left = line.netMinor - line.credited.netMinor
  const sign = line.netMinor < 0n ? -1n : 1n
  if (asked === null) return null
  if (asked === "all") return { netMinor: left, quantity: quantityLeft(line) }
  if ("amountMinor" in asked) {
    const fits = asked.amountMinor > 0n && asked.amountMinor <= size(left)
    return fits ? { netMinor: sign * asked.amountMinor, quantity: null } : "amount"
  }
  const { quantity } = asked
  const [all, gone] = inOneScale(line.quantity, line.credited.quantity)
  const scale = Math.max(all.scale, decimal(quantity).scale)
  const inScale = (each: Decimal) => size(scaledTo(each, scale))
  const [total, before, now] = [inScale(all), inScale(gone), inScale(decimal(quantity))]
  if (decimal(quantity).unscaled <= 0n || before + now > total) return "quantity"
  if (before + now === total) return { netMinor: left, quantity }
  const shareOf = (part: bigint) => divideRounded(size(line.netMinor) * part, total)
  const share = shareOf(before + now) - shareOf(before)
  return { netMinor: sign * (share < size(left) ? share : size(left)), quantity }
}

/** What is credited of lines taxed alike, after their part of the document's discount; null when that is more than they have left. */
function creditOfGroup(invoice: Creditable, places: number[], credited: readonly CreditedLine[]): Group | null {
  const ours = places.map((at) => invoice.lines[at]!)
  const { taxes } = ours[0]!
  const all = whole(ours.map((line) => line.netMinor))
  const before = whole(ours.map((line) => line.credited.netMinor))
  const now = whole(credited.filter(({ at }) => places.includes(at)).map((line) => line.netMinor))
  if (!isWithin(before + now, all) || now * sign(all) < 0n) return null
  const discount = invoice.discounts.find((share) => keyOf(share.taxes) === keyOf(taxes))?.netMinor ?? 0n
  const afterDiscount = (net: bigint) => (all === 0n ? net : net - divideRounded(size(net) * discount, size(all)))
  return { taxes, linesNetMinor: now, netMinor: afterDiscount(before + now) - afterDiscount(before) }
}

/** A tax's part of the credit; null when that is more than it has left. */
function creditOfTax(currency: string, tax: CreditableTax, groups: readonly Group[]) {
  const { category, rate, reason } = tax
  const ours = groups.filter(({ taxes }) => taxes.some((each) => keyOf([each]) === keyOf([tax])))
  const baseMinor = whole(ours.map((group) => group.netMinor))
  const direction = sign(tax.baseMinor)
  const isMoved = ours.some((group) => group.linesNetMinor !== 0n)
  if (!isMoved) return { category, rate, reason, baseMinor, taxMinor: 0n }
  if (!isWithin(tax.credited.baseMinor + baseMinor, tax.baseMinor) || baseMinor * direction < 0n) return null
  const money = (minor: bigint) => ({ minor: direction * minor, currency })
  const invoiced = { base: money(tax.baseMinor), tax: money(tax.taxMinor), rate }
  const gone = { base: money(tax.credited.baseMinor), tax: money(tax.credited.taxMinor) }
  const taxMinor = direction * creditTax(invoiced, gone, money(baseMinor)).minor
  return { category, rate, reason, baseMinor, taxMinor }
}

/** The places of lines that are taxed alike. */
function bundled(lines: readonly CreditableLine[]): number[][] {
  const bundles = new Map<string, number[]>()
  for (const [at, { taxes }] of lines.entries()) {
    const key = keyOf(taxes)
    bundles.set(key, [...(bundles.get(key) ?? []), at])
  }
  return [...bundles.values()]
}

const keyOf = (taxes: readonly LineTax[]) =>
  taxes
    .map(({ category, rate }) => `${category}:${formatDecimal(decimal(rate))}`)
    .sort()
    .join(" ")

function inOneScale(a: string, b: string): [Decimal, Decimal] {
  const [one, other] = [decimal(a), decimal(b)]
  const scale = Math.max(one.scale, other.scale)
  return [
    { unscaled: scaledTo(one, scale), scale },
    { unscaled: scaledTo(other, scale), scale },
  ]
}

const isWithin = (part: bigint, all: bigint) => (all < 0n ? part <= 0n && part >= all : part >= 0n && part <= all)
const sign = (minor: bigint) => (minor < 0n ? -1n : 1n)
const size = (minor: bigint) => (minor < 0n ? -minor : minor)
const whole = (amounts: readonly bigint[]) => amounts.reduce((a, b) => a + b, 0n)
