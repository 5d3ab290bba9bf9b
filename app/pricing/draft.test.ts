import { expect, test } from "vitest"
import { decimalOf, type Money } from "~/platform/language/money"
import { draftTotals } from "./draft"

const amounts = (found: (Money | null)[]) => found.map((money) => money && decimalOf(money))

test("lines are reckoned while they are typed, with a comma or a point", () => {
  const found = draftTotals(
    [
      { quantity: "2,5", unitPrice: "100.", taxCategory: "standard", taxRate: "19" },
      { unitPrice: "10", discountPercent: "50", taxCategory: "exempt", taxRate: "19" },
    ],
    "EUR",
  )
  expect(amounts(found.amounts)).toEqual(["250.00", "5.00"])
  expect(decimalOf(found.once.net)).toBe("255.00")
  expect(decimalOf(found.once.total)).toBe("302.50")
})

test("a line that cannot be made out yet counts nothing", () => {
  const unfinished = ["", "abc", "-5", "1e3", "1.2.3"].map((unitPrice) => ({ unitPrice, taxRate: "19" }))
  const found = draftTotals([undefined, ...unfinished, { unitPrice: "1", discountPercent: "101" }], "EUR")
  expect(found.amounts.every((amount) => amount === null)).toBe(true)
  expect(decimalOf(found.once.total)).toBe("0.00")
})

test("a rate that is not right yet counts as no tax", () => {
  expect(decimalOf(draftTotals([{ unitPrice: "10", taxRate: "0" }], "EUR").once.total)).toBe("10.00")
})

test("options and what is paid every month stand apart", () => {
  const found = draftTotals(
    [
      { unitPrice: "1000", taxRate: "19" },
      { unitPrice: "200", taxRate: "19", isOptional: "on" },
      { unitPrice: "50", taxRate: "19", recurrence: "monthly" },
    ],
    "EUR",
  )
  expect(amounts([found.once.net, found.options, found.monthly.net])).toEqual(["1000.00", "200.00", "50.00"])
})
