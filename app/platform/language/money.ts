import { parseNumber } from "./numbers"
import { remember } from "./remember"

/** An amount of money: whole minor units (cents, yen, fils) of an ISO 4217 currency. */
export type Money = { readonly minor: bigint; readonly currency: string }

/** A code of the closed list, such as "EUR". */
export type CurrencyCode = keyof typeof currencies

/** ISO 4217 minor-unit exponents other than two. */
const withoutDecimals = new Set("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(" "))
const withThreeDecimals = new Set("BHD IQD JOD KWD LYD OMR TND".split(" "))

/** Whether a text is a currency code of the closed list, in upper case. */
export function isCurrency(text: string): text is CurrencyCode {
  return Object.hasOwn(currencies, text)
}

/** How many decimals a currency has: 2 for EUR, 0 for JPY, 3 for KWD. Throws RangeError for an unknown code. */
export function exponentOf(currency: string): number {
  if (!isCurrency(currency)) throw new RangeError(`There is no currency ${JSON.stringify(currency)}.`)
  if (withoutDecimals.has(currency)) return 0
  return withThreeDecimals.has(currency) ? 3 : 2
}

/**
 * An amount that its reader may not see. Far beyond what can be stored, so that whatever is worked out from it (sums, shares,
 * weighted values) is hidden as well.
 */
export const hiddenMinor = -(10n ** 40n)

/** Whether an amount is one that its reader may not see, or was worked out from one. */
export const isHidden = (minor: bigint): boolean => minor < -(10n ** 30n) || minor > 10n ** 30n

/** No money, in a currency. */
export function zero(currency: string): Money {
  return { minor: 0n, currency }
}

/** The sum of two amounts. Throws RangeError when their currencies differ. */
export function add(a: Money, b: Money): Money {
  return { minor: a.minor + inSameCurrency(a, b).minor, currency: a.currency }
}

/** What is left of `a` without `b`. Throws RangeError when their currencies differ. */
export function subtract(a: Money, b: Money): Money {
  return { minor: a.minor - inSameCurrency(a, b).minor, currency: a.currency }
}

/** The sum of any number of amounts in one currency. Throws RangeError when one is in another. */
export function sum(amounts: Iterable<Money>, currency: string): Money {
  let total = zero(currency)
  for (const amount of amounts) total = add(total, amount)
  return total
}

/** The amount with the other sign. */
export function negate(money: Money): Money {
  return { minor: -money.minor, currency: money.currency }
}

/** Negative when `a` is less, positive when it is more, 0 when equal. Throws RangeError when the currencies differ. */
export function compare(a: Money, b: Money): -1 | 0 | 1 {
  const difference = a.minor - inSameCurrency(a, b).minor
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** Whether the amount is nothing. */
export function isZero(money: Money): boolean {
  return money.minor === 0n
}

/** Splits an amount by weights to the last minor unit, by largest remainder; the earlier share wins a tie. */
export function allocate(total: Money, weights: readonly bigint[]): Money[] {
  const whole = weights.reduce((a, b) => a + b, 0n)
  if (whole <= 0n || weights.some((weight) => weight < 0n)) {
    throw new RangeError("Weights must not be negative, and one must be above zero.")
  }
  const numerators = weights.map((weight) => total.minor * weight)
  return apportion(total.minor, numerators, whole).map((minor) => ({ minor, currency: total.currency }))
}

/**
 * Turns the exact shares `numerators[i] / denominator` into whole numbers that add up to `total`: each is rounded down
 * and what is missing goes, one each, to the largest remainders. Throws RangeError when `total` is not the rounded sum.
 */
export function apportion(total: bigint, numerators: readonly bigint[], denominator: bigint): bigint[] {
  if (total < 0n) {
    const mirrored = numerators.map((numerator) => -numerator)
    return apportion(-total, mirrored, denominator).map((share) => -share)
  }
  const shares = numerators.map((numerator) => floorDivide(numerator, denominator))
  const missing = total - shares.reduce((a, b) => a + b, 0n)
  if (missing < 0n || missing > BigInt(shares.length)) throw new RangeError("The shares do not add up to the total.")
  const remainders = numerators.map((numerator, i) => ({ i, left: numerator - shares[i]! * denominator }))
  remainders.sort((a, b) => (a.left === b.left ? a.i - b.i : a.left > b.left ? -1 : 1))
  for (const { i } of remainders.slice(0, Number(missing))) shares[i]! += 1n
  return shares
}

/** The amount as exact decimal text, as Postgres, XML and JSON take it: "1234.50", "-0.05", "1085". */
export function decimalOf(money: Money): string {
  const exponent = exponentOf(money.currency)
  const digits = (money.minor < 0n ? -money.minor : money.minor).toString().padStart(exponent + 1, "0")
  const split = digits.length - exponent
  const text = exponent === 0 ? digits : `${digits.slice(0, split)}.${digits.slice(split)}`
  return money.minor < 0n ? `-${text}` : text
}

/** Reads exact decimal text. Throws RangeError when it is none or finer than the currency; zeros at the end are no harm. */
export function moneyFromDecimal(text: string, currency: string): Money {
  const exponent = exponentOf(currency)
  const match = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?$/.exec(text)
  const fraction = (match?.[3] ?? "").replace(/0+$/, "")
  if (!match || fraction.length > exponent) throw new RangeError(`${JSON.stringify(text)} is no amount in ${currency}.`)
  const minor = BigInt(match[2]! + fraction.padEnd(exponent, "0"))
  return { minor: match[1] ? -minor : minor, currency }
}

/** The amount as a reader of that locale expects it, exact at any size: "€1,234.50", "1.234,50 €". */
export function formatMoney(money: Money, locale: string): string {
  if (isHidden(money.minor)) return "Hidden"
  return moneyFormat(locale, money.currency).format(decimalOf(money) as Intl.StringNumericLiteral)
}

/** A price in exact decimal text, which may be finer than the currency: "€241.6725", "€10.00". */
export function formatPrice(decimal: string, currency: string, locale: string): string {
  return priceFormat(locale, currency).format(decimal as Intl.StringNumericLiteral)
}

const moneyFormat = remember((locale, currency) => currencyFormat(locale, currency, exponentOf(currency)))
const priceFormat = remember((locale, currency) => currencyFormat(locale, currency, 20))

function currencyFormat(locale: string, currency: string, maximumFractionDigits: number) {
  const fraction = { minimumFractionDigits: exponentOf(currency), maximumFractionDigits }
  return new Intl.NumberFormat(locale, { style: "currency", currency, ...fraction })
}

/** What became of a typed amount: the money, or the sentence that says what is wrong with it. */
export type TypedMoney = { ok: true; money: Money } | { ok: false; reason: string }

/** Reads an amount as people of that locale type it, with or without the currency's own sign or code. Never guesses. */
export function parseMoney(text: string, currency: string, locale: string): TypedMoney {
  const bare = withoutSymbol(text.replace(/\p{Cf}/gu, "").trim(), currency, locale)
  if (bare === "") return { ok: false, reason: "Enter an amount." }
  if (/[\p{L}\p{Sc}]/u.test(bare)) return { ok: false, reason: `Enter an amount in ${currency}.` }
  const typed = parseNumber(bare, locale, exponentOf(currency))
  return typed.ok ? { ok: true, money: moneyFromDecimal(typed.decimal, currency) } : typed
}

function withoutSymbol(text: string, currency: string, locale: string): string {
  const lower = text.toLowerCase()
  for (const symbol of symbolsOf(currency, locale)) {
    if (lower.endsWith(symbol)) return text.slice(0, -symbol.length).trim()
    const sign = /^[-+−]?\s*/.exec(text)![0]
    if (lower.startsWith(symbol, sign.length)) return sign.trim() + text.slice(sign.length + symbol.length).trim()
  }
  return text
}

const symbolsOf = remember((currency, locale) => {
  const symbols = [locale, "en"].flatMap((name) =>
    (["code", "symbol", "narrowSymbol"] as const).map((currencyDisplay) => {
      const parts = new Intl.NumberFormat(name, { style: "currency", currency, currencyDisplay }).formatToParts(0)
      const symbol = parts.find((part) => part.type === "currency")?.value ?? currency
      return symbol.replace(/\p{Cf}/gu, "").toLowerCase()
    }),
  )
  return [...new Set(symbols)].sort((a, b) => b.length - a.length)
})

/** Stripe's zero-decimal currencies (docs.stripe.com/currencies), a list of its own beside ISO 4217's. */
const stripeWhole = new Set("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split(" "))
/** Without decimals, yet sent to Stripe as hundredths that are always 00. UGX is on both of its lists; this one governs. */
const stripeHundredths = new Set(["ISK", "UGX"])
/** Three decimals, of which the last must be 0. */
const stripeThousandths = new Set(["BHD", "JOD", "KWD", "OMR", "TND"])
/** Currencies Stripe does not present. */
const stripeUnknown = new Set("BTN CUP ERN IQD IRR KPW LYD MRU SDG SSP SYP TMT VES ZWG".split(" "))
const stripeLimit = 999_999_999_999n

/** The least Stripe charges, by amount; in other currencies it depends on the account that receives the money. */
const stripeMinima = {
  "0.30": "GBP",
  "0.50": "ARS AUD BRL CAD CHF COP EUR IDR ILS INR NZD PHP RUB SGD USD ZAR",
  "2": "AED MYR PLN RON",
  "2.50": "DKK",
  "3": "NOK SEK",
  "4": "HKD",
  "10": "MXN THB",
  "15": "CZK",
  "50": "JPY KRW",
  "175": "HUF",
}

/** The least Stripe charges in a currency, or null where Stripe names none. */
export function stripeMinimum(currency: string): Money | null {
  const minimum = Object.entries(stripeMinima).find(([, codes]) => codes.split(" ").includes(currency))
  return minimum ? moneyFromDecimal(minimum[0], currency) : null
}

/**
 * The amount as Stripe's API takes it, in Stripe's own minor units: HUF and TWD are charged in hundredths like most,
 * their whole-unit rule is for payouts. Throws RangeError when Stripe cannot express it.
 */
export function stripeMinor(money: Money): number {
  const step = stripeStep(money.currency)
  const inStep = step.minor !== 0n && money.minor % step.minor === 0n
  if (!inStep) throw new RangeError(`Stripe cannot express ${decimalOf(money)} ${money.currency}.`)
  const amount = (money.minor / step.minor) * step.amount
  if (amount > stripeLimit || amount < -stripeLimit) throw new RangeError("Stripe takes at most twelve digits.")
  return Number(amount)
}

/** Money from an amount in Stripe's minor units and Stripe's lower-case code. Throws RangeError when it is no such amount. */
export function fromStripeMinor(amount: number, code: string): Money {
  const currency = code.toUpperCase()
  const step = stripeStep(currency)
  if (!Number.isSafeInteger(amount)) throw new RangeError(`${amount} is no whole number of minor units.`)
  const [multiplied, divisor] = [BigInt(amount) * step.minor, step.amount]
  if (multiplied % divisor !== 0n) throw new RangeError(`${amount} is no amount in ${currency}.`)
  return { minor: multiplied / divisor, currency }
}

/** Whether Stripe can express this amount at all, whatever its least charge. */
export function isStripeMoney({ minor, currency }: Money): boolean {
  const step = stripeStep(currency)
  return step.minor !== 0n && minor % step.minor === 0n
}

/** Why Stripe cannot charge this amount, as a sentence for the page, or null when it can. */
export function stripeObstacle(money: Money): string | null {
  const { currency } = money
  const step = stripeStep(currency)
  if (step.minor === 0n) return `Card payments are not available in ${currency}.`
  if (money.minor % step.minor !== 0n) {
    return `Card payments in ${currency} must be a multiple of ${decimalOf({ minor: step.minor, currency })}.`
  }
  const minimum = stripeMinimum(currency)
  if (money.minor <= 0n || (minimum && compare(money, minimum) < 0)) {
    return minimum ? `Card payments begin at ${decimalOf(minimum)} ${currency}.` : "There is nothing to pay by card."
  }
  const amount = (money.minor / step.minor) * step.amount
  return amount > stripeLimit ? "This amount is too large for a card payment." : null
}

/** The smallest chargeable amount in our minor units, and what Stripe calls it. */
function stripeStep(currency: string): { minor: bigint; amount: bigint } {
  const exponent = exponentOf(currency)
  if (stripeUnknown.has(currency)) return { minor: 0n, amount: 0n }
  if (stripeHundredths.has(currency)) return { minor: 1n, amount: 100n }
  if (stripeThousandths.has(currency)) return { minor: 10n, amount: 10n }
  if (stripeWhole.has(currency)) return { minor: 10n ** BigInt(exponent), amount: 1n }
  return { minor: 1n, amount: 1n }
}

function inSameCurrency(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new RangeError(`${a.currency} and ${b.currency} cannot be reckoned together.`)
  return b
}

function floorDivide(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator
  return numerator % denominator !== 0n && numerator < 0n !== denominator < 0n ? quotient - 1n : quotient
}

/** The currencies money can be in: those of ISO 4217 in use, with their English names. */
export const currencies = {
  AED: "United Arab Emirates Dirham",
  AFN: "Afghan Afghani",
  ALL: "Albanian Lek",
  AMD: "Armenian Dram",
  AOA: "Angolan Kwanza",
  ARS: "Argentine Peso",
  AUD: "Australian Dollar",
  AWG: "Aruban Florin",
  AZN: "Azerbaijani Manat",
  BAM: "Bosnia-Herzegovina Convertible Mark",
  BBD: "Barbadian Dollar",
  BDT: "Bangladeshi Taka",
  BHD: "Bahraini Dinar",
  BIF: "Burundian Franc",
  BMD: "Bermudan Dollar",
  BND: "Brunei Dollar",
  BOB: "Bolivian Boliviano",
  BRL: "Brazilian Real",
  BSD: "Bahamian Dollar",
  BTN: "Bhutanese Ngultrum",
  BWP: "Botswanan Pula",
  BYN: "Belarusian Ruble",
  BZD: "Belize Dollar",
  CAD: "Canadian Dollar",
  CDF: "Congolese Franc",
  CHF: "Swiss Franc",
  CLP: "Chilean Peso",
  CNY: "Chinese Yuan",
  COP: "Colombian Peso",
  CRC: "Costa Rican Colón",
  CUP: "Cuban Peso",
  CVE: "Cape Verdean Escudo",
  CZK: "Czech Koruna",
  DJF: "Djiboutian Franc",
  DKK: "Danish Krone",
  DOP: "Dominican Peso",
  DZD: "Algerian Dinar",
  EGP: "Egyptian Pound",
  ERN: "Eritrean Nakfa",
  ETB: "Ethiopian Birr",
  EUR: "Euro",
  FJD: "Fijian Dollar",
  FKP: "Falkland Islands Pound",
  GBP: "British Pound",
  GEL: "Georgian Lari",
  GHS: "Ghanaian Cedi",
  GIP: "Gibraltar Pound",
  GMD: "Gambian Dalasi",
  GNF: "Guinean Franc",
  GTQ: "Guatemalan Quetzal",
  GYD: "Guyanaese Dollar",
  HKD: "Hong Kong Dollar",
  HNL: "Honduran Lempira",
  HTG: "Haitian Gourde",
  HUF: "Hungarian Forint",
  IDR: "Indonesian Rupiah",
  ILS: "Israeli New Shekel",
  INR: "Indian Rupee",
  IQD: "Iraqi Dinar",
  IRR: "Iranian Rial",
  ISK: "Icelandic Króna",
  JMD: "Jamaican Dollar",
  JOD: "Jordanian Dinar",
  JPY: "Japanese Yen",
  KES: "Kenyan Shilling",
  KGS: "Kyrgyz Som",
  KHR: "Cambodian Riel",
  KMF: "Comorian Franc",
  KPW: "North Korean Won",
  KRW: "South Korean Won",
  KWD: "Kuwaiti Dinar",
  KYD: "Cayman Islands Dollar",
  KZT: "Kazakhstani Tenge",
  LAK: "Laotian Kip",
  LBP: "Lebanese Pound",
  LKR: "Sri Lankan Rupee",
  LRD: "Liberian Dollar",
  LSL: "Lesotho Loti",
  LYD: "Libyan Dinar",
  MAD: "Moroccan Dirham",
  MDL: "Moldovan Leu",
  MGA: "Malagasy Ariary",
  MKD: "Macedonian Denar",
  MMK: "Myanmar Kyat",
  MNT: "Mongolian Tugrik",
  MOP: "Macanese Pataca",
  MRU: "Mauritanian Ouguiya",
  MUR: "Mauritian Rupee",
  MVR: "Maldivian Rufiyaa",
  MWK: "Malawian Kwacha",
  MXN: "Mexican Peso",
  MYR: "Malaysian Ringgit",
  MZN: "Mozambican Metical",
  NAD: "Namibian Dollar",
  NGN: "Nigerian Naira",
  NIO: "Nicaraguan Córdoba",
  NOK: "Norwegian Krone",
  NPR: "Nepalese Rupee",
  NZD: "New Zealand Dollar",
  OMR: "Omani Rial",
  PAB: "Panamanian Balboa",
  PEN: "Peruvian Sol",
  PGK: "Papua New Guinean Kina",
  PHP: "Philippine Peso",
  PKR: "Pakistani Rupee",
  PLN: "Polish Zloty",
  PYG: "Paraguayan Guarani",
  QAR: "Qatari Riyal",
  RON: "Romanian Leu",
  RSD: "Serbian Dinar",
  RUB: "Russian Ruble",
  RWF: "Rwandan Franc",
  SAR: "Saudi Riyal",
  SBD: "Solomon Islands Dollar",
  SCR: "Seychellois Rupee",
  SDG: "Sudanese Pound",
  SEK: "Swedish Krona",
  SGD: "Singapore Dollar",
  SHP: "St. Helena Pound",
  SLE: "Sierra Leonean Leone",
  SOS: "Somali Shilling",
  SRD: "Surinamese Dollar",
  SSP: "South Sudanese Pound",
  STN: "São Tomé & Príncipe Dobra",
  SVC: "Salvadoran Colón",
  SYP: "Syrian Pound",
  SZL: "Swazi Lilangeni",
  THB: "Thai Baht",
  TJS: "Tajikistani Somoni",
  TMT: "Turkmenistani Manat",
  TND: "Tunisian Dinar",
  TOP: "Tongan Paʻanga",
  TRY: "Turkish Lira",
  TTD: "Trinidad & Tobago Dollar",
  TWD: "New Taiwan Dollar",
  TZS: "Tanzanian Shilling",
  UAH: "Ukrainian Hryvnia",
  UGX: "Ugandan Shilling",
  USD: "US Dollar",
  UYU: "Uruguayan Peso",
  UZS: "Uzbekistani Som",
  VES: "Venezuelan Bolívar",
  VND: "Vietnamese Dong",
  VUV: "Vanuatu Vatu",
  WST: "Samoan Tala",
  XAF: "Central African CFA Franc",
  XCD: "East Caribbean Dollar",
  XCG: "Caribbean Guilder",
  XOF: "West African CFA Franc",
  XPF: "CFP Franc",
  YER: "Yemeni Rial",
  ZAR: "South African Rand",
  ZMW: "Zambian Kwacha",
  ZWG: "Zimbabwean Gold",
} as const
