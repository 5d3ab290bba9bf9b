import { type CalendarDate, formatDate, formatInstant, isCalendarDate } from "~/platform/language/dates"
import { formatMoney, isCurrency } from "~/platform/language/money"

/** Who reads: their clock and figures, and the people they know by name. */
export type FactReader = { timeZone: string; locale: string; names?: Readonly<Record<string, string>> }

type Facts = Readonly<Record<string, unknown>>

/** What is recorded as one of a few words of the program: "credit_note", "no-membership". */
const wordy =
  /(?:^|[a-z])(?:status|state|role|roles|kind|kinds|method|channel|source|scope|timing|treatment|reason|about|of)$/i
const word = /^[a-z]+(?:[-_][a-z]+)*$/
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/

const spoken = (text: string) => {
  const spaced = text.replace(/[-_]/g, " ")
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

function momentIn(value: unknown): Date | null {
  if (value instanceof Date) return value
  return typeof value === "string" && moment.test(value) && !Number.isNaN(Date.parse(value)) ? new Date(value) : null
}

/** An amount as the reader writes it, where the facts beside it say in which currency it is. */
function amount(key: string, value: unknown, { currency }: Facts, locale: string): string | null {
  if (!key.endsWith("Minor") || (typeof value !== "bigint" && !Number.isSafeInteger(value))) return null
  if (typeof currency !== "string" || !isCurrency(currency)) return null
  return formatMoney({ minor: BigInt(value as bigint | number), currency }, locale)
}

/**
 * A fact of the record in words: people by name, amounts, days and moments as the reader writes them, states and roles as words, yes
 * and no. What is made of several parts is shown as JSON, and texts as they are.
 */
export function factInWords(key: string, value: unknown, facts: Facts, reader: FactReader): string {
  const { timeZone, locale, names = {} } = reader
  if (value === null || value === undefined) return ""
  if (typeof value === "boolean") return value ? "Yes" : "No"
  const at = momentIn(value)
  if (at) return formatInstant(at, timeZone, locale)
  if (Array.isArray(value) && value.every((each) => typeof each !== "object"))
    return value.map((each) => factInWords(key, each, facts, reader)).join(", ")
  if (typeof value === "string") return textInWords(key, value, locale, names)
  if (typeof value === "object")
    return JSON.stringify(value, (_, part) => (typeof part === "bigint" ? String(part) : part))
  return amount(key, value, facts, locale) ?? String(value)
}

function textInWords(key: string, text: string, locale: string, names: Readonly<Record<string, string>>): string {
  if (Object.hasOwn(names, text)) return names[text] ?? text
  if (isCalendarDate(text)) return formatDate(text as CalendarDate, locale)
  return wordy.test(key) && word.test(text) ? spoken(text) : text
}
