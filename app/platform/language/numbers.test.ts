import fc from "fast-check"
import { expect, test } from "vitest"
import { formatNumber, parseNumber } from "./numbers"

const read = (text: string, locale: string, decimals = 6) => {
  const typed = parseNumber(text, locale, decimals)
  return typed.ok ? typed.decimal : typed.reason
}

test("the same writing means what it means in the locale", () => {
  expect(read("1.234", "de-DE")).toBe("1234")
  expect(read("1.234", "en-GB")).toBe("1.234")
  expect(read("1,234", "en-GB")).toBe("1234")
  expect(read("1,234", "de-DE")).toBe("1.234")
})

test("a writing that can mean only one thing is understood everywhere", () => {
  for (const locale of ["en-GB", "de-DE", "fr-FR", "de-CH", "en-IN"]) {
    expect(read("12.50", locale)).toBe("12.50")
    expect(read("12,5", locale)).toBe("12.5")
    expect(read("1.234,50", locale)).toBe("1234.50")
    expect(read("1,234.50", locale)).toBe("1234.50")
    expect(read("1.234.567", locale)).toBe("1234567")
    expect(read("12,34,567.5", locale)).toBe("1234567.5")
    expect(read("1 234,5", locale)).toBe("1234.5")
    expect(read("1'234.5", locale)).toBe("1234.5")
    expect(read("0,8333", locale)).toBe("0.8333")
    expect(read(".5", locale)).toBe("0.5")
    expect(read("− 3", locale)).toBe("-3")
    expect(read("+3", locale)).toBe("3")
    expect(read("-0.00", locale)).toBe("0.00")
    expect(read("007", locale)).toBe("7")
  }
})

test("what is ambiguous or nonsense is not guessed", () => {
  const unclear = "Enter a number such as 1 234,5."
  expect(read("1.234", "fr-FR").replace("\u202f", " ")).toBe(unclear)
  for (const text of [
    "1..2",
    "1,2,3",
    "1.2,3.4",
    "12.34,567.8",
    "1 2",
    "1 23 456,7,8",
    "abc",
    "1a",
    "--1",
    "1-",
    "5.",
    "٣",
    "Infinity",
    "0x10",
    "1 234.567,8",
    "1 234,5 0",
    "0 123",
  ]) {
    expect(read(text, "fr-FR").replace("\u202f", " ")).toBe(unclear)
  }
})

test("separators of plain numbers and of money are both understood where they differ", () => {
  expect(read("1.234", "de-AT")).toBe("1234")
  expect(read("1,234", "fr-CH")).toBe("1.234")
  expect(read("0.125", "fr-FR")).toBe("0.125")
})

test("a number is neither finer nor larger than asked for", () => {
  expect(read("", "en-GB")).toBe("Enter a number.")
  expect(read("1.5", "en-GB", 0)).toBe("Enter a whole number.")
  expect(read("1.55", "en-GB", 1)).toBe("Use at most 1 decimal.")
  expect(read("999,999,999,999", "en-GB")).toBe("999999999999")
  expect(read("1,000,000,000,000", "en-GB")).toBe("This number is too large.")
})

test("what is shown can be typed back", () => {
  const decimals = fc
    .tuple(fc.bigInt(0n, 10n ** 11n), fc.integer({ min: 1, max: 999_999 }))
    .map(([a, b]) => `${a}.${String(b).padStart(6, "0")}`)
  fc.assert(
    fc.property(
      decimals,
      fc.constantFrom("en-GB", "de-DE", "de-CH", "fr-FR", "en-IN", "es-ES", "sv-SE"),
      (decimal, locale) => {
        expect(read(formatNumber(decimal, locale), locale)).toBe(decimal.replace(/0+$/, ""))
      },
    ),
    { numRuns: 2_000 },
  )
})
