import { expect, test } from "vitest"
import { moneyFromDecimal } from "~/platform/language/money"
import { installments } from "./installments"

const eur = (decimal: string) => moneyFromDecimal(decimal, "EUR")

test("T12: 100.00 in three instalments", () => {
  expect(installments(eur("100.00"), 3)).toEqual([eur("33.34"), eur("33.33"), eur("33.33")])
})

test("a currency without decimals has whole instalments", () => {
  const yen = (decimal: string) => moneyFromDecimal(decimal, "JPY")
  expect(installments(yen("100"), 6)).toEqual(["17", "17", "17", "17", "16", "16"].map(yen))
})

test("there is at least one instalment", () => {
  expect(installments(eur("5"), 1)).toEqual([eur("5")])
  for (const count of [0, -1, 1.5]) expect(() => installments(eur("5"), count)).toThrow(RangeError)
})
