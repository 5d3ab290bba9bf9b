import { expect, test } from "vitest"
import { decimalOf, type Money, moneyFromDecimal } from "~/platform/language/money"
import type { PricedLine } from "./line"
import { type TotalsInput, totals } from "./totals"

const line = (quantity: string, unitPrice: string, taxRate: string, more: Partial<PricedLine> = {}): PricedLine => ({
  quantity,
  unitPrice,
  taxRate,
  taxCategory: taxRate === "0" ? "zero" : "standard",
  ...more,
})
const quebec = { secondTaxRate: "9.975" }
const eur = (decimal: string) => moneyFromDecimal(decimal, "EUR")

const reckoned = (input: Omit<TotalsInput, "currency">, currency = "EUR") => {
  const result = totals({ currency, ...input })
  const text = (money: Money) => decimalOf(money)
  return {
    lines: result.lines.map(({ net }) => text(net)),
    net: text(result.net),
    tax: text(result.tax),
    total: text(result.total),
    taxes: result.taxes.map(({ rate, base, tax }) => [rate, text(base), text(tax)]),
    discounts: result.groups.map(({ discount }) => text(discount)),
  }
}

test("T1: tax is taken on the sum, not per line", () => {
  const fifty = Array.from({ length: 50 }, () => line("1", "241.67", "20"))
  expect(reckoned({ lines: fifty })).toMatchObject({ net: "12083.50", tax: "2416.70", total: "14500.20" })
})

test("T2: 138.66 at 19 % is 165.01", () => {
  expect(reckoned({ lines: [line("1", "138.66", "19")] })).toMatchObject({ tax: "26.35", total: "165.01" })
})

test("T3: half a cent goes up", () => {
  expect(reckoned({ lines: [line("1", "8180", "9.975")] })).toMatchObject({ tax: "815.96", total: "8995.96" })
})

test("T4: two taxes on 300", () => {
  const result = reckoned({ lines: [line("1", "300", "5", quebec)] })
  expect(result).toMatchObject({ net: "300.00", total: "344.93" })
  expect(result.taxes).toEqual([
    ["5", "300.00", "15.00"],
    ["9.975", "300.00", "29.93"],
  ])
})

test("T5: two taxes on 140", () => {
  const result = reckoned({ lines: [line("1", "140", "5", quebec)] })
  expect(result.taxes.map(([, , tax]) => tax)).toEqual(["7.00", "13.97"])
  expect(result.total).toBe("160.97")
})

test("T6: a discount on the document comes before the tax", () => {
  const result = reckoned({ lines: [line("1", "8500", "19")], documentDiscount: { amount: eur("7500") } })
  expect(result).toMatchObject({
    lines: ["8500.00"],
    discounts: ["7500.00"],
    net: "1000.00",
    tax: "190.00",
    total: "1190.00",
  })
})

test("T7: a discount is split over the rates to the cent", () => {
  const lines = [line("1", "100.00", "20"), line("1", "33.33", "5.5"), line("1", "66.67", "0")]
  const result = reckoned({ lines, documentDiscount: { amount: eur("10") } })
  expect(result.discounts).toEqual(["5.00", "1.67", "3.33"])
  expect(result.taxes.map(([, , tax]) => tax)).toEqual(["19.00", "1.74", "0.00"])
  expect(result.total).toBe("210.74")
})

test("T8: tax inside the price, three lines of 10.00", () => {
  const lines = [1, 2, 3].map(() => line("1", "10.00", "19"))
  expect(reckoned({ lines, pricesIncludeTax: true })).toMatchObject({
    lines: ["8.41", "8.40", "8.40"],
    net: "25.21",
    tax: "4.79",
    total: "30.00",
  })
})

test("T9: tax inside the price, three lines of 33.33", () => {
  const lines = [1, 2, 3].map(() => line("1", "33.33", "19"))
  expect(reckoned({ lines, pricesIncludeTax: true })).toMatchObject({
    lines: ["28.01", "28.01", "28.01"],
    net: "84.03",
    tax: "15.96",
    total: "99.99",
  })
})

test("T10: a currency without decimals is rounded to the whole", () => {
  expect(reckoned({ lines: [line("1", "1085", "10")] }, "JPY")).toMatchObject({
    net: "1085",
    tax: "109",
    total: "1194",
  })
})

test("the accepted sum of the golden path is 11 305.00", () => {
  const lines = [line("1", "8000", "19"), line("1", "1500", "19")]
  expect(reckoned({ lines })).toMatchObject({ net: "9500.00", tax: "1805.00", total: "11305.00" })
})

test("a rate is one rate however it is written, and every rate stands by itself", () => {
  const lines = [line("1", "10", "19.000000"), line("1", "20", "7"), line("1", "30", "19"), line("1", "5", "0")]
  expect(reckoned({ lines }).taxes).toEqual([
    ["19", "40.00", "7.60"],
    ["7", "20.00", "1.40"],
    ["0", "5.00", "0.00"],
  ])
})

test("zero, exempt and reverse charge are kept apart, each with its reason", () => {
  const lines = [
    line("1", "10", "0", { taxCategory: "exempt", taxReason: "Training" }),
    line("1", "20", "0", { taxCategory: "reverse_charge" }),
    line("1", "30", "0", { taxCategory: "exempt", taxReason: "Health" }),
    line("1", "40", "0", { taxCategory: "exempt", taxReason: "Training" }),
  ]
  expect(totals({ currency: "EUR", lines }).taxes).toEqual([
    { category: "exempt", rate: "0", reason: "Training; Health", base: eur("80"), tax: eur("0") },
    {
      category: "reverse_charge",
      rate: "0",
      reason: "Reverse charge: the recipient accounts for the VAT",
      base: eur("20"),
      tax: eur("0"),
    },
  ])
})

test("one of two taxes shared with other lines is taken on the whole base", () => {
  const lines = [line("1", "300", "5", quebec), line("1", "100", "5")]
  expect(reckoned({ lines }).taxes).toEqual([
    ["5", "400.00", "20.00"],
    ["9.975", "300.00", "29.93"],
  ])
  const inside = [line("1", "344.93", "5", quebec), line("1", "105", "5")]
  expect(reckoned({ lines: inside, pricesIncludeTax: true })).toMatchObject({ net: "400.00", total: "449.93" })
})

test("a discount of one half with tax inside takes half of everything", () => {
  const result = reckoned({
    lines: [line("1", "119", "19"), line("1", "107", "7")],
    documentDiscount: { percent: "50" },
    pricesIncludeTax: true,
  })
  expect(result).toMatchObject({
    lines: ["100.00", "100.00"],
    discounts: ["50.00", "50.00"],
    net: "100.00",
    tax: "13.00",
    total: "113.00",
  })
})

test("groups that deduct take no part of the discount", () => {
  const lines = [line("1", "100", "19"), line("-1", "30", "7")]
  const result = reckoned({ lines, documentDiscount: { percent: "10" } })
  expect(result.discounts).toEqual(["7.00", "0.00"])
  expect(reckoned({ lines, documentDiscount: { amount: eur("500") } })).toMatchObject({
    net: "0.00",
    discounts: ["70.00", "0.00"],
  })
})

test("a document without lines is worth nothing", () => {
  expect(reckoned({ lines: [], documentDiscount: { amount: eur("5") } })).toEqual({
    lines: [],
    net: "0.00",
    tax: "0.00",
    total: "0.00",
    taxes: [],
    discounts: [],
  })
})

test("a category and a rate that do not go together are refused", () => {
  expect(() => reckoned({ lines: [line("1", "10", "19", { taxCategory: "exempt" })] })).toThrow(RangeError)
  expect(() => reckoned({ lines: [line("1", "10", "0", { taxCategory: "standard" })] })).toThrow(RangeError)
})
