import { expect, test } from "vitest"
import { settledTax, taxCategories, taxCodes, taxProblem } from "./tax"

test("every category has its code of EN 16931", () => {
  expect(taxCategories.map((category) => taxCodes[category])).toEqual(["S", "Z", "E", "AE", "K", "G", "O"])
})

test("only the standard category has a rate, and it must have one", () => {
  expect(taxProblem("standard", "19.000000")).toBeNull()
  expect(taxProblem("reverse_charge", "0.000000")).toBeNull()
  expect(taxProblem("standard", "0")).toMatch(/above 0/)
  expect(taxProblem("standard", "-1")).toMatch(/above 0/)
  expect(taxProblem("standard", "100.1")).toMatch(/at most 100/)
  expect(taxProblem("exempt", "19")).toMatch(/Only the standard/)
})

test("every zero has a reason and a tax above zero has none", () => {
  expect(settledTax({ category: "reverse_charge", rate: "0.00" })).toEqual({
    category: "reverse_charge",
    rate: "0",
    reason: "Reverse charge: the recipient accounts for the VAT",
  })
  expect(settledTax({ category: "exempt", rate: "0", reason: " § 19 UStG " }).reason).toBe("§ 19 UStG")
  expect(settledTax({ category: "zero", rate: "0", reason: " " }).reason).toBe("Zero-rated supply")
  expect(settledTax({ category: "standard", rate: "19.000000", reason: "no" })).toEqual({
    category: "standard",
    rate: "19",
    reason: null,
  })
  expect(() => settledTax({ category: "standard", rate: "0" })).toThrow(RangeError)
})
