import fc from "fast-check"
import { expect, test } from "vitest"
import {
  add,
  allocate,
  compare,
  currencies,
  decimalOf,
  exponentOf,
  formatMoney,
  formatPrice,
  fromStripeMinor,
  isCurrency,
  isZero,
  type Money,
  moneyFromDecimal,
  negate,
  parseMoney,
  stripeMinimum,
  stripeMinor,
  stripeObstacle,
  subtract,
  sum,
  zero,
} from "./money"

const eur = (decimal: string) => moneyFromDecimal(decimal, "EUR")
const codes = Object.keys(currencies)
const parsed = (text: string, currency: string, locale: string) => {
  const typed = parseMoney(text, currency, locale)
  return typed.ok ? decimalOf(typed.money) : typed.reason
}

test("a currency has the decimals of ISO 4217", () => {
  expect(["EUR", "HUF", "MGA", "JPY", "KRW", "CLP", "VND", "ISK", "UGX"].map(exponentOf)).toEqual([
    2, 2, 2, 0, 0, 0, 0, 0, 0,
  ])
  expect(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"].map(exponentOf)).toEqual([3, 3, 3, 3, 3, 3, 3])
  expect(() => exponentOf("eur")).toThrow(RangeError)
  expect(["EUR", "eur", "XYZ", "toString", ""].map(isCurrency)).toEqual([true, false, false, false, false])
})

test("amounts are reckoned exactly and never across currencies", () => {
  expect(add(eur("0.10"), eur("0.20"))).toEqual(eur("0.30"))
  expect(subtract(eur("1.00"), eur("1.01"))).toEqual(eur("-0.01"))
  expect(negate(eur("5"))).toEqual(eur("-5"))
  expect(sum([eur("1"), eur("2.5"), eur("-0.5")], "EUR")).toEqual(eur("3"))
  expect(compare(eur("1"), eur("2"))).toBe(-1)
  expect(compare(eur("2"), eur("1"))).toBe(1)
  expect(compare(eur("2"), eur("2.00"))).toBe(0)
  expect([isZero(zero("EUR")), isZero(eur("0.01"))]).toEqual([true, false])
  for (const act of [add, subtract, compare]) expect(() => act(eur("1"), zero("USD"))).toThrow(RangeError)
  expect(() => sum([zero("USD")], "EUR")).toThrow(RangeError)
})

test("an amount is split to the cent by largest remainder, the earlier share first", () => {
  expect(allocate(eur("100"), [1n, 1n, 1n])).toEqual([eur("33.34"), eur("33.33"), eur("33.33")])
  expect(allocate(eur("-100"), [1n, 1n, 1n])).toEqual([eur("-33.34"), eur("-33.33"), eur("-33.33")])
  expect(allocate(eur("10"), [10000n, 3333n, 6667n])).toEqual([eur("5.00"), eur("1.67"), eur("3.33")])
  expect(allocate(eur("0.01"), [0n, 1n, 1n])).toEqual([eur("0"), eur("0.01"), eur("0")])
  for (const weights of [[], [0n, 0n], [2n, -1n]]) expect(() => allocate(eur("1"), weights)).toThrow(RangeError)
})

test("shares add up to the whole and lie within one unit of their exact part", () => {
  const weights = fc
    .array(fc.bigInt(0n, 10n ** 9n), { minLength: 1, maxLength: 12 })
    .filter((all) => all.some((w) => w > 0n))
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 15n), 10n ** 15n), weights, (minor, all) => {
      const total: Money = { minor, currency: "EUR" }
      const shares = allocate(total, all)
      const whole = all.reduce((a, b) => a + b, 0n)
      expect(sum(shares, "EUR")).toEqual(total)
      const offs = shares.map((share, i) => share.minor * whole - minor * all[i]!)
      expect(offs.every((off) => off < whole && off > -whole)).toBe(true)
      expect(allocate(negate(total), all)).toEqual(shares.map(negate))
    }),
    { numRuns: 10_000 },
  )
})

test("an amount and its decimal text are the same thing", () => {
  expect(["1234.5", "-0.05", "0", "12.3400", "007.10"].map((text) => decimalOf(eur(text)))).toEqual([
    "1234.50",
    "-0.05",
    "0.00",
    "12.34",
    "7.10",
  ])
  expect(decimalOf(moneyFromDecimal("1085", "JPY"))).toBe("1085")
  expect(decimalOf(moneyFromDecimal("-5.124", "KWD"))).toBe("-5.124")
  for (const text of ["12.345", "1e3", "1,5", "", " 1", "1.", ".5", "NaN", "--1"])
    expect(() => eur(text)).toThrow(RangeError)
  expect(() => moneyFromDecimal("1.5", "JPY")).toThrow(RangeError)
})

test("money is shown as its reader writes it, exact beyond the reach of floating point", () => {
  expect(formatMoney(eur("1234.5"), "en-GB")).toBe("€1,234.50")
  expect(formatMoney(eur("-1234.5"), "de-DE")).toBe("-1.234,50\u00a0€")
  expect(formatMoney(moneyFromDecimal("1085", "JPY"), "en-GB")).toBe("JP¥1,085")
  expect(formatMoney(moneyFromDecimal("5.1", "KWD"), "en-GB")).toBe("KWD\u00a05.100")
  expect(formatMoney(moneyFromDecimal("1250", "IQD"), "en-GB")).toBe("IQD\u00a01,250.000")
  expect(formatMoney(eur("9007199254740993.01"), "en-GB")).toBe("€9,007,199,254,740,993.01")
})

test("a price keeps the decimals it has, and at least those of its currency", () => {
  expect(formatPrice("241.672500", "EUR", "en-GB")).toBe("€241.6725")
  expect(formatPrice("8000.000000", "EUR", "en-GB")).toBe("€8,000.00")
  expect(formatPrice("0.5", "JPY", "en-GB")).toBe("JP¥0.5")
})

test("a typed amount is read as people of the locale write it", () => {
  expect(parsed("1.234,50", "EUR", "de-DE")).toBe("1234.50")
  expect(parsed("1,234.50", "EUR", "en-GB")).toBe("1234.50")
  expect(parsed("1234,5", "EUR", "de-DE")).toBe("1234.50")
  expect(parsed("€ 12", "EUR", "de-DE")).toBe("12.00")
  expect(parsed("12 eur", "EUR", "en-GB")).toBe("12.00")
  expect(parsed("-€12.50", "EUR", "en-GB")).toBe("-12.50")
  expect(parsed("CHF 1’234.50", "CHF", "de-CH")).toBe("1234.50")
  expect(parsed("1\u202f234,50", "EUR", "fr-FR")).toBe("1234.50")
  expect(parsed("$5", "USD", "de-DE")).toBe("5.00")
  expect(parsed("1.085", "JPY", "de-DE")).toBe("1085")
  expect(parsed("5,124", "KWD", "de-DE")).toBe("5.124")
})

test("an amount that is nonsense, too fine or in another currency is refused with the reason", () => {
  expect(parsed("  ", "EUR", "en-GB")).toBe("Enter an amount.")
  expect(parsed("€", "EUR", "en-GB")).toBe("Enter an amount.")
  expect(parsed("$12", "EUR", "en-GB")).toBe("Enter an amount in EUR.")
  expect(parsed("twelve", "EUR", "en-GB")).toBe("Enter an amount in EUR.")
  expect(parsed("€12€", "EUR", "en-GB")).toBe("Enter an amount in EUR.")
  expect(parsed("1.234", "EUR", "en-GB")).toBe("Use at most 2 decimals.")
  expect(parsed("1.5", "JPY", "en-GB")).toBe("Enter a whole number.")
  expect(parsed("1.2.3", "EUR", "en-GB")).toBe("Enter a number such as 1,234.5.")
  expect(parsed("1e3", "EUR", "en-GB")).toBe("Enter an amount in EUR.")
})

test("what is shown can be typed back, in every currency and many locales", () => {
  const locales =
    "en-GB en-US en-IN de-DE de-AT de-CH fr-FR fr-CH es-ES es-MX it-IT nl-NL pt-PT pt-BR pl-PL sv-SE da-DK nb-NO fi-FI cs-CZ hu-HU ja-JP tr-TR uk-UA he-IL lt-LT"
  const readBack = (money: Money, locale: string) => {
    const typed = parseMoney(formatMoney(money, locale), money.currency, locale)
    if (!typed.ok || typed.money.minor !== money.minor) expect({ ...money, locale, typed }).toBe("what was shown")
  }
  const anyMoney = fc.record({
    minor: fc.bigInt(1n - 10n ** 12n, 10n ** 12n - 1n),
    currency: fc.constantFrom("EUR", "USD", "GBP", "CHF", "JPY", "KWD", "TND", "ISK", "CZK", "PLN", "DKK", "AUD"),
  })
  fc.assert(fc.property(anyMoney, fc.constantFrom(...locales.split(" ")), readBack), { numRuns: 10_000 })
  for (const currency of codes) readBack({ minor: -123_456_789n, currency }, "en-GB")
})

test("Stripe is given its own minor units", () => {
  const asked = (decimal: string, currency: string) => stripeMinor(moneyFromDecimal(decimal, currency))
  expect(asked("10.99", "EUR")).toBe(1099)
  expect(asked("500", "JPY")).toBe(500)
  expect(asked("5", "ISK")).toBe(500)
  expect(asked("5", "UGX")).toBe(500)
  expect(asked("10.45", "HUF")).toBe(1045)
  expect(asked("800.45", "TWD")).toBe(80045)
  expect(asked("5.12", "KWD")).toBe(5120)
  expect(asked("300", "MGA")).toBe(300)
  expect(asked("-12.30", "EUR")).toBe(-1230)
})

test("Stripe is not given what it cannot express", () => {
  for (const [decimal, currency] of [
    ["5.124", "KWD"],
    ["300.50", "MGA"],
    ["5", "IQD"],
    ["99999999999.99", "EUR"],
  ] as const) {
    expect(() => stripeMinor(moneyFromDecimal(decimal, currency))).toThrow(RangeError)
  }
})

test("every amount Stripe can express comes back the same", () => {
  const amounts = fc.record({ minor: fc.bigInt(-(10n ** 8n), 10n ** 8n), currency: fc.constantFrom(...codes) })
  const expressible = amounts.map((money) => ({
    ...money,
    minor: money.minor * (exponentOf(money.currency) === 2 ? 100n : 10n),
  }))
  fc.assert(
    fc.property(expressible, (money) => {
      fc.pre(stripeObstacle({ ...money, minor: 1_000_000n }) === null)
      expect(fromStripeMinor(stripeMinor(money), money.currency.toLowerCase())).toEqual(money)
    }),
    { numRuns: 10_000 },
  )
  expect(() => fromStripeMinor(10.5, "eur")).toThrow(RangeError)
  expect(() => fromStripeMinor(505, "isk")).toThrow(RangeError)
  expect(() => fromStripeMinor(500, "xyz")).toThrow(RangeError)
})

test("the page can say beforehand why an amount cannot be paid by card", () => {
  const obstacle = (decimal: string, currency: string) => stripeObstacle(moneyFromDecimal(decimal, currency))
  expect(obstacle("3391.50", "EUR")).toBeNull()
  expect(obstacle("0.50", "EUR")).toBeNull()
  expect(obstacle("0.49", "EUR")).toBe("Card payments begin at 0.50 EUR.")
  expect(obstacle("0", "BDT")).toBe("There is nothing to pay by card.")
  expect(obstacle("5.124", "KWD")).toBe("Card payments in KWD must be a multiple of 0.010.")
  expect(obstacle("5", "IQD")).toBe("Card payments are not available in IQD.")
  expect(obstacle("99999999999", "EUR")).toBe("This amount is too large for a card payment.")
  expect(stripeMinimum("GBP")).toEqual(moneyFromDecimal("0.30", "GBP"))
  expect(stripeMinimum("BDT")).toBeNull()
})
