import fc from "fast-check"
import { expect, test } from "vitest"
import { exponentOf } from "~/platform/language/money"
import { depositLines, depositTotals } from "./deposit"
import type { Discount } from "./discount"
import { lineAmount, type PricedLine } from "./line"
import type { TaxCategory } from "./tax"
import { type Totals, type TotalsInput, totals } from "./totals"

const runs = { numRuns: 10_000 }
const decimals = (max: number, places: number) =>
  fc
    .tuple(fc.integer({ min: 0, max }), fc.integer({ min: 0, max: 10 ** places - 1 }))
    .map(([a, b]) => `${a}.${String(b).padStart(places, "0")}`)

const taxes: [TaxCategory, string][] = [
  ["standard", "19"],
  ["standard", "7.000000"],
  ["standard", "5.5"],
  ["standard", "9.975"],
  ["standard", "20"],
  ["zero", "0"],
  ["exempt", "0.00"],
  ["reverse_charge", "0"],
]
const anyTax = fc.constantFrom(...taxes)
const line = (currency: string, quantity: fc.Arbitrary<string>): fc.Arbitrary<PricedLine> =>
  fc
    .record({
      quantity,
      unitPrice: decimals(5_000, 4),
      discount: fc.oneof(
        { weight: 3, arbitrary: fc.constant({}) },
        decimals(99, 2).map((discountPercent) => ({ discountPercent })),
        fc.bigInt(0n, 50_000n).map((minor) => ({ discountAmount: { minor, currency } })),
      ),
      tax: anyTax,
    })
    .map(({ discount, tax: [taxCategory, taxRate], ...rest }) => ({ ...rest, ...discount, taxCategory, taxRate }))

const discountIn = (currency: string): fc.Arbitrary<Discount | null> =>
  fc.oneof(
    fc.constant(null),
    decimals(99, 3).map((percent) => ({ percent })),
    fc.bigInt(0n, 10_000_000n).map((minor) => ({ amount: { minor, currency } })),
  )

const documentOf = (quantity: fc.Arbitrary<string>): fc.Arbitrary<TotalsInput> =>
  fc.constantFrom("EUR", "JPY", "KWD").chain((currency) =>
    fc.record({
      currency: fc.constant(currency),
      lines: fc.array(line(currency, quantity), { maxLength: 8 }),
      documentDiscount: discountIn(currency),
      pricesIncludeTax: fc.boolean(),
    }),
  )

const sales = documentOf(decimals(100, 4))
const withDeductions = documentOf(
  fc.tuple(fc.constantFrom("", "", "-"), decimals(100, 4)).map((parts) => parts.join("")),
)

const whole = (amounts: bigint[]) => amounts.reduce((a, b) => a + b, 0n)
const sameRate = (a: string, b: string) => Number(a) === Number(b)
const roundedShare = (base: bigint, rate: string) => {
  const thousandths = base * BigInt(Math.round(Number(rate) * 1000))
  const size = ((thousandths < 0n ? -thousandths : thousandths) + 50_000n) / 100_000n
  return thousandths < 0n ? -size : size
}

/** Asserts only what differs: an assertion costs more than reckoning a document. */
function same<T>(got: T, wanted: T, rule: string) {
  if (got !== wanted) expect({ rule, got }).toEqual({ rule, got: wanted })
}

function addsUp(input: TotalsInput, result: Totals) {
  same(whole(result.lines.map(({ net }) => net.minor)), result.linesNet.minor, "BR-CO-10")
  same(whole(result.groups.map(({ discount }) => discount.minor)), result.discount.minor, "BR-CO-11")
  same(result.linesNet.minor - result.discount.minor, result.net.minor, "BR-CO-13")
  same(whole(result.taxes.map(({ tax }) => tax.minor)), result.tax.minor, "BR-CO-14")
  same(result.net.minor + result.tax.minor, result.total.minor, "BR-CO-15")
  same(result.lines.length, input.lines.length, "every line is there")
  for (const { category, rate, base, tax, reason } of result.taxes) {
    const isHere = (each: PricedLine) => each.taxCategory === category && sameRate(each.taxRate, rate)
    const nets = result.lines.filter((_, i) => isHere(input.lines[i]!)).map(({ net }) => net.minor)
    const group = result.groups.find(({ taxes: [first] }) => first?.category === category && first.rate === rate)
    same(base.minor, whole(nets) - group!.discount.minor, "BR-S-08, BR-Z-08, BR-E-08, BR-AE-08")
    const off = tax.minor - roundedShare(base.minor, rate)
    same(input.pricesIncludeTax ? off >= -1n && off <= 1n : off === 0n, true, "BR-CO-17")
    same(reason === null, category === "standard", "every zero has a reason")
    if (category !== "standard") same(tax.minor, 0n, "BR-Z-09, BR-E-09, BR-AE-09")
  }
}

test("sums hold for any document", () => {
  fc.assert(
    fc.property(sales, (input) => addsUp(input, totals(input))),
    runs,
  )
})

test("sums hold with deductions among the lines", () => {
  fc.assert(
    fc.property(withDeductions, (input) => addsUp(input, totals(input))),
    runs,
  )
})

test("a discount is given to the cent and no group gets more than it has", () => {
  fc.assert(
    fc.property(sales, (input) => {
      const priced = totals({ ...input, documentDiscount: null, pricesIncludeTax: false })
      const result = totals({ ...input, pricesIncludeTax: false })
      const asked = input.documentDiscount
      if (asked && "amount" in asked) {
        const { minor } = asked.amount
        expect(result.discount.minor).toBe(minor < priced.net.minor ? minor : priced.net.minor)
      }
      for (const { discount, linesNet } of result.groups) {
        same(discount.minor >= 0n && discount.minor <= linesNet.minor, true, "within the group")
      }
    }),
    runs,
  )
})

test("where prices include the tax, what is paid is exactly the prices less the discount", () => {
  fc.assert(
    fc.property(withDeductions, (input) => {
      const inside = totals({ ...input, pricesIncludeTax: true })
      const withoutTax = input.lines.map((each) => ({ ...each, taxCategory: "zero" as const, taxRate: "0" }))
      const prices = totals({ ...input, lines: withoutTax, documentDiscount: null }).total.minor
      const discount = totals({ ...input, lines: withoutTax, pricesIncludeTax: false }).discount.minor
      expect(inside.total.minor).toBe(prices - discount)
      inside.lines.forEach(({ net }, i) => {
        const { taxRate } = input.lines[i]!
        const priced = lineAmount(input.lines[i]!, input.currency).amount.minor
        const exact = (Number(priced) * 100) / (100 + Number(taxRate))
        same(Math.abs(Number(net.minor) - exact) <= 1.000001, true, "a line is within one unit of its exact net")
      })
    }),
    runs,
  )
})

test("tax put on top and taken out again gives the same net and the same tax", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("EUR", "JPY", "KWD"),
      fc.bigInt(0n, 10n ** 10n),
      anyTax,
      (currency, minor, [taxCategory, taxRate]) => {
        const places = exponentOf(currency)
        const text = (amount: bigint) => {
          const digits = amount.toString().padStart(places + 1, "0")
          return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
        }
        const one = (unitPrice: string) => [{ quantity: "1", unitPrice, taxCategory, taxRate }]
        const onTop = totals({ currency, lines: one(text(minor)) })
        const inside = totals({ currency, lines: one(text(onTop.total.minor)), pricesIncludeTax: true })
        expect([inside.net, inside.tax, inside.total]).toEqual([onTop.net, onTop.tax, onTop.total])
      },
    ),
    runs,
  )
})

test("a document and its negative are worth the same with the other sign", () => {
  fc.assert(
    fc.property(sales, (input) => {
      const result = totals(input)
      const mirrored = totals({
        ...input,
        lines: input.lines.map((each) => ({ ...each, quantity: `-${each.quantity}` })),
      })
      expect(mirrored.lines.map(({ net }) => -net.minor)).toEqual(result.lines.map(({ net }) => net.minor))
      expect([-mirrored.net.minor, -mirrored.tax.minor]).toEqual([result.net.minor, result.tax.minor])
    }),
    runs,
  )
})

test("a deposit is its percentage of the prices to the cent, and taxed as what it is for", () => {
  fc.assert(
    fc.property(withDeductions, decimals(99, 2), (input, percent) => {
      const accepted = totals(input)
      const lines = depositLines(accepted, percent)
      const deposit = depositTotals(accepted, percent)
      const priced = input.pricesIncludeTax ? [accepted.total, deposit.total] : [accepted.net, deposit.net]
      const exact = priced[0]!.minor * BigInt(Math.round(Number(percent) * 100))
      const off = priced[1]!.minor * 10_000n - exact
      expect(off <= 5_000n && off >= -5_000n).toBe(true)
      if (!input.pricesIncludeTax)
        expect(deposit.lines.map(({ net }) => net)).toEqual(lines.map(({ amount }) => amount))
      for (const { category, rate } of deposit.taxes) {
        expect(accepted.taxes.some((tax) => tax.category === category && tax.rate === rate)).toBe(true)
      }
    }),
    runs,
  )
})
