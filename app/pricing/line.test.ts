import { expect, test } from "vitest"
import { decimalOf, moneyFromDecimal } from "~/platform/language/money"
import { lineAmount, type PricedLine } from "./line"

const priced = (line: Partial<PricedLine>, currency = "EUR") => {
  const amounts = lineAmount(
    { quantity: "1", unitPrice: "0", taxCategory: "standard", taxRate: "19", ...line },
    currency,
  )
  return [amounts.gross, amounts.discount, amounts.amount].map(decimalOf)
}

test("a line is quantity times price, less its discount, each rounded by itself", () => {
  expect(priced({ quantity: "50.000000", unitPrice: "241.670000" })).toEqual(["12083.50", "0.00", "12083.50"])
  expect(priced({ quantity: "3", unitPrice: "0.335", discountPercent: "50" })).toEqual(["1.01", "0.51", "0.50"])
  expect(priced({ unitPrice: "100", discountAmount: moneyFromDecimal("12.34", "EUR") })).toEqual([
    "100.00",
    "12.34",
    "87.66",
  ])
  expect(priced({ quantity: "2", unitPrice: "10.5" }, "JPY")).toEqual(["21", "0", "21"])
  expect(priced({ quantity: "3", unitPrice: "0.1115" }, "KWD")).toEqual(["0.335", "0.000", "0.335"])
})

test("T11: the quantity that is shown is the quantity that is charged", () => {
  expect(priced({ quantity: "0.8333", unitPrice: "100" })[2]).toBe("83.33")
  expect(priced({ quantity: "0.83", unitPrice: "100" })[2]).toBe("83.00")
})

test("a deduction has a negative quantity, never a negative price", () => {
  expect(priced({ quantity: "-1", unitPrice: "100", discountPercent: "10" })).toEqual(["-100.00", "-10.00", "-90.00"])
  expect(() => priced({ quantity: "1", unitPrice: "-100" })).toThrow(RangeError)
})
