import fc from "fast-check"
import { expect, test } from "vitest"
import { add, compare, type Money, moneyFromDecimal, zero } from "~/platform/language/money"
import { creditTax } from "./credit"
import { percentageOf } from "./discount"

const eur = (decimal: string) => moneyFromDecimal(decimal, "EUR")
const nothing = { base: zero("EUR"), tax: zero("EUR") }

test("T13: credits in parts come to the invoice's tax", () => {
  const invoiced = { base: eur("12083.50"), tax: eur("2416.70"), rate: "20" }
  const first = creditTax(invoiced, nothing, eur("4833.40"))
  expect(first).toEqual(eur("966.68"))
  expect(creditTax(invoiced, { base: eur("4833.40"), tax: first }, eur("7250.10"))).toEqual(eur("1450.02"))
})

test("no more is credited than is left", () => {
  const invoiced = { base: eur("100"), tax: eur("19"), rate: "19" }
  expect(() => creditTax(invoiced, { base: eur("60"), tax: eur("11.40") }, eur("40.01"))).toThrow(RangeError)
  expect(() => creditTax(invoiced, nothing, eur("-1"))).toThrow(RangeError)
})

test("however it is cut, all credits together take exactly the invoice's tax, and none takes tax back", () => {
  const parts = fc.array(fc.bigInt(0n, 100_000n), { minLength: 1, maxLength: 10 })
  fc.assert(
    fc.property(parts, fc.constantFrom("19", "20", "5.5", "9.975"), fc.constantFrom(-1n, 0n, 1n), (cuts, rate, off) => {
      const base = eur("0")
      const whole = cuts.reduce<Money>((all, minor) => add(all, { minor, currency: "EUR" }), base)
      fc.pre(whole.minor > 100n)
      const tax = add(percentageOf(whole, rate), { minor: off, currency: "EUR" })
      let credited = nothing
      for (const minor of cuts) {
        const part = { minor, currency: "EUR" }
        const partTax = creditTax({ base: whole, tax, rate }, credited, part)
        expect(compare(partTax, zero("EUR"))).toBeGreaterThanOrEqual(0)
        credited = { base: add(credited.base, part), tax: add(credited.tax, partTax) }
      }
      expect(credited).toEqual({ base: whole, tax })
    }),
    { numRuns: 10_000 },
  )
})
