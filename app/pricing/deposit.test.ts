import { expect, test } from "vitest"
import { decimalOf } from "~/platform/language/money"
import { depositLines } from "./deposit"
import type { PricedLine } from "./line"
import { totals } from "./totals"

const line = (unitPrice: string, taxRate: string, more: Partial<PricedLine> = {}): PricedLine => ({
  quantity: "1",
  unitPrice,
  taxRate,
  taxCategory: taxRate === "0" ? "reverse_charge" : "standard",
  ...more,
})
const accepted = (...lines: PricedLine[]) => totals({ currency: "EUR", lines })

test("30 % of 9 500.00 at 19 % is 2 850.00 and 541.50 tax, 3 391.50 together", () => {
  const lines = depositLines(accepted(line("8000", "19"), line("1500", "19.000000")), "30.000000")
  expect(lines).toMatchObject([{ quantity: "1", unitPrice: "2850.00", taxCategory: "standard", taxRate: "19" }])
  const invoice = totals({ currency: "EUR", lines })
  expect([invoice.net, invoice.tax, invoice.total].map(decimalOf)).toEqual(["2850.00", "541.50", "3391.50"])
})

test("each rate has its own line, and the lines come to the percentage of the whole", () => {
  const lines = depositLines(accepted(line("100.01", "19"), line("100.01", "7"), line("100.01", "0")), "50")
  expect(lines.map(({ unitPrice, taxRate }) => [unitPrice, taxRate])).toEqual([
    ["50.01", "19"],
    ["50.01", "7"],
    ["50.00", "0"],
  ])
  expect(lines[2]!.taxReason).toBe("Reverse charge: the recipient accounts for the VAT")
  expect(decimalOf(totals({ currency: "EUR", lines }).net)).toBe("150.02")
})

test("a group that deducts makes a deducting line with a positive price", () => {
  const lines = depositLines(accepted(line("100", "19"), line("40", "7", { quantity: "-1" })), "10")
  expect(lines.map(({ quantity, unitPrice }) => [quantity, unitPrice])).toEqual([
    ["1", "10.00"],
    ["-1", "4.00"],
  ])
})

test("two taxes on one price stay on the deposit", () => {
  const lines = depositLines(accepted(line("300", "5", { secondTaxRate: "9.975" })), "100")
  expect(decimalOf(totals({ currency: "EUR", lines }).total)).toBe("344.93")
})

test("no deposit is no line, and a deposit is at most all", () => {
  expect(depositLines(accepted(line("100", "19")), "0")).toEqual([])
  for (const percent of ["-1", "100.5"])
    expect(() => depositLines(accepted(line("1", "19")), percent)).toThrow(RangeError)
})
