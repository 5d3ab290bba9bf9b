import { describe, expect, it } from "vitest"
import { linesInWords } from "./line-words"

const stored = {
  ...{ name: "Design", quantity: "2.000000", unit: "day", unitPrice: "800.000000", discountPercent: "0.000000" },
  ...{ taxRate: "19.000000", recurrence: "once", isOptional: false },
}

describe("lines in words", () => {
  it("are the same for a stored line and the same one as typed", () => {
    const typed = {
      name: "Design",
      quantity: "2",
      unit: "day",
      unitPrice: "800,00",
      discountPercent: "",
      taxRate: "19",
    }
    expect(linesInWords([typed])).toBe(linesInWords([stored]))
    expect(linesInWords([stored])).toBe("Design: 2 day × 800, tax 19 %")
  })

  it("tell options, discounts and what is paid every month", () => {
    const line = { ...stored, unit: null, discountPercent: "10", recurrence: "monthly", isOptional: "on" }
    expect(linesInWords([line, undefined])).toBe(
      "Design: 2 × 800, less 10 %, tax 19 %, every month, optional; ?: 1 × 0, tax 0 %",
    )
  })
})
