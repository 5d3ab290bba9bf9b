import { expect, test } from "vitest"
import { moneyFromDecimal } from "~/platform/language/money"
import { discountOn, percentageOf } from "./discount"

const eur = (decimal: string) => moneyFromDecimal(decimal, "EUR")

test("a percentage is rounded to the cent, half away from zero", () => {
  expect(percentageOf(eur("8180"), "9.975")).toEqual(eur("815.96"))
  expect(percentageOf(eur("-8180"), "9.975")).toEqual(eur("-815.96"))
  expect(percentageOf(moneyFromDecimal("1085", "JPY"), "10")).toEqual(moneyFromDecimal("109", "JPY"))
})

test("a fixed discount takes all there is at most", () => {
  expect(discountOn(eur("100"), { amount: eur("30") })).toEqual(eur("30"))
  expect(discountOn(eur("100"), { amount: eur("130") })).toEqual(eur("100"))
  expect(discountOn(eur("0"), { amount: eur("30") })).toEqual(eur("0"))
})

test("a discount on a deduction makes the deduction smaller", () => {
  expect(discountOn(eur("-100"), { amount: eur("30") })).toEqual(eur("-30"))
  expect(discountOn(eur("-100"), { percent: "10" })).toEqual(eur("-10"))
})

test("a discount that is none is refused", () => {
  for (const percent of ["-1", "100.01", "x"]) expect(() => discountOn(eur("1"), { percent })).toThrow(RangeError)
  expect(() => discountOn(eur("1"), { amount: eur("-1") })).toThrow(RangeError)
  expect(() => discountOn(eur("1"), { amount: moneyFromDecimal("1", "USD") })).toThrow(RangeError)
})
