import fc from "fast-check"
import { expect, test } from "vitest"
import { decimal, divideRounded, formatDecimal, isDecimal, multiply, roundTo } from "./decimal"

const rounded = (text: string, scale: number) => formatDecimal(roundTo(decimal(text), scale))

test("decimal text as Postgres writes it is read exactly", () => {
  expect(formatDecimal(decimal("8000.000000"))).toBe("8000")
  expect(formatDecimal(decimal("-0.500"))).toBe("-0.5")
  expect(formatDecimal(decimal("0.0000"))).toBe("0")
  expect(decimal("19.000")).toEqual(decimal("19"))
  for (const text of ["", "1e3", "NaN", "Infinity", "1,5", ".5", "5.", "+1", " 1", "0x1", "1".repeat(41)]) {
    expect(isDecimal(text)).toBe(false)
    expect(() => decimal(text)).toThrow(RangeError)
  }
})

test("halves are rounded away from zero, never to even and never by floating point", () => {
  expect(["0.5", "1.5", "2.5", "-0.5", "-1.5", "-2.5"].map((text) => rounded(text, 0))).toEqual([
    "1",
    "2",
    "3",
    "-1",
    "-2",
    "-3",
  ])
  expect(rounded("1.005", 2)).toBe("1.01")
  expect(rounded("-1.005", 2)).toBe("-1.01")
  expect(rounded("815.955", 2)).toBe("815.96")
  expect(rounded("0.0049999999999999999999", 2)).toBe("0")
  expect(roundTo(decimal("3"), 2)).toEqual({ unscaled: 300n, scale: 2 })
})

test("a product is exact", () => {
  expect(formatDecimal(multiply(decimal("241.67"), decimal("50")))).toBe("12083.5")
  expect(formatDecimal(multiply(decimal("-0.0001"), decimal("0.0001")))).toBe("-0.00000001")
})

test("a rounded quotient is the nearest whole number, and mirrored for negatives", () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 30n), 10n ** 30n), fc.bigInt(1n, 10n ** 12n), (dividend, divisor) => {
      const quotient = divideRounded(dividend, divisor)
      const off = (quotient * divisor - dividend) * 2n
      expect(off <= divisor && off >= -divisor).toBe(true)
      if (off === divisor || off === -divisor) expect(quotient > 0n === off > 0n).toBe(true)
      expect(divideRounded(-dividend, divisor)).toBe(-quotient)
    }),
    { numRuns: 10_000 },
  )
})
