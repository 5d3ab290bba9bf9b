import { remember } from "./remember"

/** What became of typed text: exact decimal text such as "-1234.50", or the sentence that says what is wrong with it. */
export type TypedNumber = { ok: true; decimal: string } | { ok: false; reason: string }

const marks = /\p{Cf}/gu
const thousands = /^[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*$/
const lakhs = /^[1-9]\d?(?:([.,])\d{2})+\1\d{3}$/
const spaced = /^(?:[1-9]\d{0,2}(?:[\s'’]\d{3})+|[1-9]\d?(?:[\s'’]\d{2})+[\s'’]\d{3})(?:[.,]\d+)?$/

/**
 * Reads a number as people of that locale type it, and any writing that can mean only one thing: in German both "1.234,5"
 * and "12.50" are understood, and "1.234" is over a thousand. Never guesses; takes at most `decimals` decimals.
 */
export function parseNumber(text: string, locale: string, decimals: number): TypedNumber {
  const typed = text
    .replace(marks, "")
    .replace(/[−‐‑–]/g, "-")
    .trim()
  if (typed === "") return { ok: false, reason: "Enter a number." }
  const example = `Enter a number such as ${formatNumber(decimals === 0 ? "1234" : "1234.5", locale)}.`
  const match = /^([+-]?)\s*(\d[\d.,\s'’]*|[.,]\d+)$/.exec(typed)
  const plain = match && pointed(match[2]!, locale)
  if (!match || plain === null) return { ok: false, reason: example }
  const [whole = "", fraction = ""] = plain.split(".")
  const digits = whole.replace(/^0+(?=\d)/, "") || "0"
  if (digits.length > 12) return { ok: false, reason: "This number is too large." }
  if (fraction.length > decimals) return { ok: false, reason: tooFine(decimals) }
  const size = fraction ? `${digits}.${fraction}` : digits
  return { ok: true, decimal: match[1] === "-" && /[1-9]/.test(size) ? `-${size}` : size }
}

/** Exact decimal text as a reader of that locale expects it: "1,234.5", "0,8333". Zeros at the end are left out. */
export function formatNumber(decimal: string, locale: string): string {
  return numberFormat(locale).format(decimal as Intl.StringNumericLiteral)
}

/** Rewrites digits with separators to digits with at most one point, or null when it is nonsense or ambiguous. */
function pointed(text: string, locale: string): string | null {
  if (/[\s'’]/.test(text)) return spaced.test(text) ? text.replace(/[\s'’]/g, "").replace(",", ".") : null
  const separators = [...text].filter((char) => char === "." || char === ",")
  if (separators.length === 0) return text
  const last = separators.at(-1)!
  const cut = text.lastIndexOf(last)
  const [whole, fraction] = [text.slice(0, cut), text.slice(cut + 1)]
  const isMixed = separators.some((separator) => separator !== last)
  if (isMixed) return separators.indexOf(last) === separators.length - 1 ? mixed(whole, fraction) : null
  if (separators.length > 1) return ungrouped(text)
  if (fraction === "") return null
  const { decimals, groups } = separatorsOf(locale)
  if (!thousands.test(text)) return `${whole}.${fraction}`
  if (decimals.has(last) === groups.has(last)) return null
  return decimals.has(last) ? `${whole}.${fraction}` : ungrouped(text)
}

/** Two kinds of separators: the last stands before the decimals, the others must group. */
function mixed(whole: string, fraction: string): string | null {
  const integer = ungrouped(whole)
  return integer === null || fraction === "" ? null : `${integer}.${fraction}`
}

function ungrouped(text: string): string | null {
  return thousands.test(text) || lakhs.test(text) ? text.replace(/[.,]/g, "") : null
}

function tooFine(decimals: number): string {
  if (decimals === 0) return "Enter a whole number."
  return `Use at most ${decimals} ${decimals === 1 ? "decimal" : "decimals"}.`
}

/** What separates in a locale, in plain numbers and in money: Swiss French and Austrian German write the two differently. */
const separatorsOf = remember((locale) => {
  const money = new Intl.NumberFormat(locale, { style: "currency", currency: "EUR", numberingSystem: "latn" })
  const parts = [numberFormat(locale), money].flatMap((format) => format.formatToParts(-1234567.5))
  const values = (type: Intl.NumberFormatPartTypes) =>
    new Set(parts.filter((part) => part.type === type).map((part) => part.value))
  return { decimals: values("decimal"), groups: values("group") }
})

const numberFormat = remember(
  (locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 20, numberingSystem: "latn" }),
)
