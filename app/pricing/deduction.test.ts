import fc from "fast-check"
import { expect, test } from "vitest"
import { deductionLines } from "./deduction"
import { depositTotals } from "./deposit"
import { lineAmount, type PricedLine } from "./line"
import { totals } from "./totals"

const standard = (taxRate: string, secondTaxRate: string | null = null) =>
  ({ taxCategory: "standard", taxRate, secondTaxRate }) as const
const tax = fc.constantFrom(
  ...[standard("19"), standard("7.000000"), standard("5.5"), standard("5", "9.975")],
  ...[{ taxCategory: "zero", taxRate: "0" } as const, { taxCategory: "reverse_charge", taxRate: "0" } as const],
)
const line: fc.Arbitrary<PricedLine> = fc
  .record({
    quantity: fc.constantFrom("1", "2.5", "3", "0.333", "-1"),
    unitPrice: fc.integer({ min: 0, max: 99_999_999 }).map((units) => (units / 10_000).toFixed(4)),
    discountPercent: fc.constantFrom("0", "10", "33.3"),
    tax,
  })
  .map(({ tax: taxes, ...rest }) => ({ ...rest, ...taxes }))
const document = fc.record({
  currency: fc.constantFrom("EUR", "JPY", "KWD"),
  lines: fc.array(line, { minLength: 1, maxLength: 8 }),
})
const percent = fc.constantFrom("30", "33.3", "50", "0.01", "99.99", "100")

type Given = { currency: string; lines: PricedLine[]; pricesIncludeTax: boolean }

/** The accepted document, its deposit, and the final invoice that deducts it. */
function billed(given: Given, share: string) {
  const accepted = totals(given)
  const deposit = depositTotals(accepted, share)
  return { accepted, deposit, final: totals({ ...given, lines: [...given.lines, ...deductionLines(deposit)] }) }
}

test("with the tax inside, deposit and final invoice come to the proposal's total, and that to what the prices say", () => {
  fc.assert(
    fc.property(document, percent, (given, share) => {
      const { accepted, deposit, final } = billed({ ...given, pricesIncludeTax: true }, share)
      const prices = given.lines.reduce((sum, each) => sum + lineAmount(each, given.currency).amount.minor, 0n)
      expect(accepted.total.minor).toBe(prices)
      expect(deposit.total.minor + final.total.minor).toBe(prices)
    }),
    { numRuns: 5_000 },
  )
})

test("with the tax on top their net amounts come to it exactly, and each tax to its own within one unit", () => {
  fc.assert(
    fc.property(document, percent, (given, share) => {
      const { accepted, deposit, final } = billed({ ...given, pricesIncludeTax: false }, share)
      expect(deposit.net.minor + final.net.minor).toBe(accepted.net.minor)
      const off = deposit.total.minor + final.total.minor - accepted.total.minor
      const most = BigInt(accepted.taxes.filter(({ category }) => category === "standard").length)
      expect(off <= most && off >= -most).toBe(true)
    }),
    { numRuns: 5_000 },
  )
})

test("what a deposit of 30 % billed is deducted with a price above zero: 11 305.00 are 3 391.50 and 7 913.50", () => {
  for (const [unitPrice, pricesIncludeTax, deducted] of [
    ["9500", false, "2850.00"],
    ["11305", true, "3391.50"],
  ] as const) {
    const lines = [{ quantity: "1", unitPrice, ...standard("19") }]
    const { deposit, final } = billed({ currency: "EUR", lines, pricesIncludeTax }, "30")
    expect([deposit.total.minor, final.total.minor, final.net.minor]).toEqual([339_150n, 791_350n, 665_000n])
    expect(deductionLines(deposit)).toMatchObject([{ quantity: "-1", unitPrice: deducted }])
  }
})
