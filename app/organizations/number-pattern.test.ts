import { describe, expect, it } from "vitest"
import { defaultPatterns, isPattern, numberBy } from "./number-pattern"

describe("a pattern of numbers", () => {
  it("writes the year and the count among letters and signs", () => {
    expect(numberBy(defaultPatterns.invoice, "2026", 1)).toBe("2026-0001")
    expect(numberBy(defaultPatterns.credit_note, "2026", 12)).toBe("CN-2026-0012")
    expect(numberBy("INV/{YYYY}/{#####}", "2027", 42)).toBe("INV/2027/00042")
    expect(numberBy("{YYYY}-{###}", "2026", 12_345)).toBe("2026-12345")
  })

  it("names the year and the count, a sign between them and no other digit, so that no number is given twice", () => {
    const wrong = ["{####}", "{YYYY}", "{YYYY}{####}", "{####}-{YYYY}", "A1-{YYYY}-{####}", "{YYYY}-{####}-{####}", ""]
    expect(wrong.filter(isPattern)).toEqual([])
  })
})
