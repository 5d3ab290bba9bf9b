import { expect, test } from "vitest"
import { decimalOf, moneyFromDecimal } from "~/platform/language/money"
import { type Recurrence, recurringTotals } from "./recurring"

const line = (unitPrice: string, recurrence: Recurrence) => ({
  quantity: "1",
  unitPrice,
  recurrence,
  taxCategory: "standard" as const,
  taxRate: "19",
})
const lines = [line("8000", "once"), line("90", "monthly"), line("1500", "once")]

test("what is paid once and what is paid monthly stand apart", () => {
  const { once, monthly, mrr } = recurringTotals({ currency: "EUR", lines })
  expect([once.net, once.total, monthly.net, monthly.total, mrr].map(decimalOf)).toEqual([
    "9500.00",
    "11305.00",
    "90.00",
    "107.10",
    "90.00",
  ])
})

test("the contract is worth the one-off part and the months of its term", () => {
  const value = (termMonths: number | null) => recurringTotals({ currency: "EUR", lines, termMonths }).contractValue
  expect(decimalOf(value(12)!)).toBe("10580.00")
  expect(value(null)).toBeNull()
  const once = recurringTotals({ currency: "EUR", lines: lines.filter((each) => each.recurrence === "once") })
  expect(decimalOf(once.contractValue!)).toBe("9500.00")
})

test("the document's discount is on the one-off part", () => {
  const documentDiscount = { amount: moneyFromDecimal("500", "EUR") }
  const { once, monthly } = recurringTotals({ currency: "EUR", lines, documentDiscount })
  expect([once.net, monthly.net].map(decimalOf)).toEqual(["9000.00", "90.00"])
})
