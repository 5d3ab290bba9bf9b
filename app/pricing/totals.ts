import { allocate, apportion, type Money, sum } from "~/platform/language/money"
import { decimal, divideRounded, scaledTo } from "./decimal"
import { type Discount, discountOn, percentageOf } from "./discount"
import { lineAmount, type PricedLine, taxesOf } from "./line"
import { type SettledTax, settledTax } from "./tax"

/** The version of these rules, stored with every issued document; it changes when a result could. */
export const pricingVersion = 1

/**
 * A document to reckon: its lines, a discount on all of them, and whether the prices (and so the discount) already contain
 * the tax. A fixed discount takes off the whole at most.
 */
export type TotalsInput<Line extends PricedLine = PricedLine> = {
  currency: string
  lines: readonly Line[]
  documentDiscount?: Discount | null
  pricesIncludeTax?: boolean
}

/**
 * Lines taxed alike: their sum, their part of the document's discount (BG-20), and the base that is left. `priced` is what is
 * left as the prices say it, with the tax inside where they include it.
 */
export type TaxGroup = { taxes: SettledTax[]; linesNet: Money; discount: Money; net: Money; priced: Money }

/** One tax on one base (EN 16931 BG-23). */
export type TaxTotal = SettledTax & { base: Money; tax: Money }

/** A document in money. All amounts are net of tax but `tax` and `total`. */
export type Totals = {
  currency: string
  pricesIncludeTax: boolean
  /** Each line's net amount (BT-131), in the order given. */
  lines: { net: Money }[]
  /** Σ lines (BT-106). */
  linesNet: Money
  /** The document's discount (BT-107). */
  discount: Money
  /** Lines less discount (BT-109). */
  net: Money
  /** Σ taxes (BT-110). */
  tax: Money
  /** Net and tax (BT-112). */
  total: Money
  groups: TaxGroup[]
  taxes: TaxTotal[]
}

/** Lines taxed alike on their way; `amounts` and `discount` are as priced, with the tax inside or without. */
type Bundle = { taxes: SettledTax[]; places: number[]; amounts: bigint[]; discount: bigint }

/** A bundle reckoned: its lines without tax, the base, and the taxes where they were taken out of the price. */
type Part = { lineNets: bigint[]; net: bigint; inside: bigint[] | null }

/**
 * Reckons a document by EN 16931: lines are rounded one by one, the discount is split over the groups of tax by largest
 * remainder, and tax is taken once per category and rate on the rounded base. Throws RangeError for impossible lines.
 */
export function totals({ currency, lines, documentDiscount, pricesIncludeTax = false }: TotalsInput): Totals {
  const money = (minor: bigint): Money => ({ minor, currency })
  const bundles = bundled(lines, currency)
  if (documentDiscount) shareDiscount(bundles, documentDiscount, money)
  const parts = bundles.map(pricesIncludeTax ? taxInside : taxOnTop)
  const groups = parts.map(({ lineNets, net }, i) => {
    const linesNet = whole(lineNets)
    const { taxes, amounts, discount } = bundles[i]!
    const priced = money(whole(amounts) - discount)
    return { taxes, linesNet: money(linesNet), discount: money(linesNet - net), net: money(net), priced }
  })
  const taxes = taxTotals(groups, parts, money)
  const all = (amounts: Money[]) => sum(amounts, currency)
  const net = all(groups.map((group) => group.net))
  const tax = all(taxes.map((each) => each.tax))
  return {
    currency,
    pricesIncludeTax,
    lines: inOrder(bundles, parts, money),
    linesNet: all(groups.map((group) => group.linesNet)),
    discount: all(groups.map((group) => group.discount)),
    net,
    tax,
    total: all([net, tax]),
    groups,
    taxes,
  }
}

function bundled(lines: readonly PricedLine[], currency: string): Bundle[] {
  const bundles = new Map<string, Bundle>()
  lines.forEach((line, place) => {
    const taxes = taxesOf(line).map(settledTax)
    const key = taxes.map(keyOf).sort().join(" ")
    const bundle = bundles.get(key) ?? { taxes, places: [], amounts: [], discount: 0n }
    bundle.taxes = bundle.taxes.map((tax) => withReasonOf(tax, taxes))
    bundle.places.push(place)
    bundle.amounts.push(lineAmount(line, currency).amount.minor)
    bundles.set(key, bundle)
  })
  return [...bundles.values()]
}

/** The groups that deduct take no part of the discount. */
function shareDiscount(bundles: Bundle[], discount: Discount, money: (minor: bigint) => Money) {
  const sums = bundles.map(({ amounts }) => whole(amounts))
  const taken = discountOn(money(whole(sums)), discount)
  if (taken.minor === 0n) return
  const weights = sums.map((each) => (taken.minor < 0n ? -each : each)).map((each) => (each > 0n ? each : 0n))
  allocate(taken, weights).forEach((share, i) => {
    bundles[i]!.discount = share.minor
  })
}

function taxOnTop({ amounts, discount }: Bundle): Part {
  return { lineNets: amounts, net: whole(amounts) - discount, inside: null }
}

/** Takes the tax out of the sum of a group, then shares what is left among its lines so that they add up. */
function taxInside({ taxes, amounts, discount }: Bundle): Part {
  const rates = taxes.map((tax) => decimal(tax.rate))
  const scale = Math.max(...rates.map((rate) => rate.scale))
  const hundred = 100n * 10n ** BigInt(scale)
  const shares = rates.map((rate) => scaledTo(rate, scale))
  const divisor = hundred + whole(shares)
  const taxOf = (gross: bigint) => divideRounded(gross * whole(shares), divisor)
  const [before, after] = [whole(amounts), whole(amounts) - discount]
  const idealNets = amounts.map((amount) => amount * hundred)
  const idealTaxes = shares.map((share) => after * share)
  return {
    lineNets: apportion(before - taxOf(before), idealNets, divisor),
    net: after - taxOf(after),
    inside: apportion(taxOf(after), idealTaxes, divisor),
  }
}

function taxTotals(groups: TaxGroup[], parts: Part[], money: (minor: bigint) => Money): TaxTotal[] {
  const found = new Map<string, { tax: SettledTax; base: bigint; inside: bigint }>()
  groups.forEach(({ taxes, net }, i) => {
    taxes.forEach((tax, j) => {
      const before = found.get(keyOf(tax)) ?? { tax, base: 0n, inside: 0n }
      const inside = before.inside + (parts[i]!.inside?.[j] ?? 0n)
      found.set(keyOf(tax), { tax: withReasonOf(before.tax, [tax]), base: before.base + net.minor, inside })
    })
  })
  const isInside = parts.some((part) => part.inside !== null)
  return [...found.values()].map(({ tax, base, inside }) => ({
    ...tax,
    base: money(base),
    tax: isInside ? money(inside) : percentageOf(money(base), tax.rate),
  }))
}

function inOrder(bundles: Bundle[], parts: Part[], money: (minor: bigint) => Money): { net: Money }[] {
  const placed = bundles.flatMap(({ places }, i) =>
    places.map((place, j) => ({ place, minor: parts[i]!.lineNets[j]! })),
  )
  return placed.sort((a, b) => a.place - b.place).map(({ minor }) => ({ net: money(minor) }))
}

/** One category and rate has one reason (BG-23); where lines differ, it names each once. */
function withReasonOf(tax: SettledTax, others: SettledTax[]): SettledTax {
  const reasons = others.filter((other) => keyOf(other) === keyOf(tax)).map((other) => other.reason)
  const said = new Set([tax.reason, ...reasons].flatMap((reason) => reason?.split("; ") ?? []))
  return said.size === 0 ? tax : { ...tax, reason: [...said].join("; ") }
}

function keyOf({ category, rate }: SettledTax): string {
  return `${category}:${rate}`
}

function whole(amounts: readonly bigint[]): bigint {
  return amounts.reduce((a, b) => a + b, 0n)
}
