import { remember } from "./remember"

/** A day of the calendar, "YYYY-MM-DD", without a time or a zone. As text such dates compare in the order of time. */
export type CalendarDate = string & { readonly __calendarDate: true }

const dayLength = 86_400_000

/** Whether a text is a day that exists, from 0001-01-01 to 9999-12-31. */
export function isCalendarDate(text: string): text is CalendarDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < "0001") return false
  const midnight = Date.parse(`${text}T00:00:00Z`)
  if (Number.isNaN(midnight)) return false
  return text.slice(8) <= "28" || new Date(midnight).toISOString().startsWith(text)
}

/** Reads a day. Throws RangeError when the text is none. */
export function calendarDate(text: string): CalendarDate {
  if (!isCalendarDate(text)) throw new RangeError(`${JSON.stringify(text)} is no date.`)
  return text
}

/** The day it is at that instant in a time zone (IANA name). Throws RangeError for an unknown zone. */
export function todayIn(timeZone: string, instant: Date): CalendarDate {
  return calendarDate(dayIn(timeZone, instant))
}

/** The day so many days later, or earlier when negative. Throws RangeError outside the years 1 to 9999. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  const moved = new Date(midnightOf(date) + days * dayLength)
  return calendarDate(moved.toISOString().slice(0, 10))
}

/** How many days after `from` the day `to` is; negative when it is before. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return (midnightOf(to) - midnightOf(from)) / dayLength
}

/** The year of a day. */
export function yearOf(date: CalendarDate): number {
  return Number(date.slice(0, 4))
}

/** The last millisecond of a day in a time zone, also where clocks change at midnight or the day is skipped. */
export function endOfDayIn(date: CalendarDate, timeZone: string): Date {
  const midnight = midnightOf(date) + dayLength
  let [inside, after] = [midnight - dayLength, midnight + dayLength]
  while (after - inside > 1) {
    const middle = Math.floor((inside + after) / 2)
    const day = dayIn(timeZone, new Date(middle))
    if (day.length === date.length && day <= date) inside = middle
    else after = middle
  }
  return new Date(inside)
}

/** A day for readers of a locale: "24 Nov 2026". */
export function formatDate(date: CalendarDate, locale: string): string {
  return dateText(locale, date)
}

/** An instant for readers of a locale, by the clock of a time zone: "24 Nov 2026, 14:05". */
export function formatInstant(instant: Date, timeZone: string, locale: string): string {
  return instantFormat(locale, timeZone).format(instant)
}

/** How a due day stands to today, in words: "due in 3 days", "due today", "1 day overdue". */
export function relativeDays(date: CalendarDate, today: CalendarDate): string {
  const days = daysBetween(today, date)
  if (days === 0) return "due today"
  if (days === 1) return "due tomorrow"
  if (days > 0) return `due in ${days} days`
  return days === -1 ? "1 day overdue" : `${-days} days overdue`
}

/** Whether a text is a time zone's IANA name, such as "Europe/Berlin" or "UTC"; offsets and abbreviations are not. */
export function isTimeZone(name: string): boolean {
  if (name === "UTC") return true
  if (!/^[A-Z][A-Za-z_]+(\/[A-Z][A-Za-z0-9_+-]*)+$/.test(name)) return false
  try {
    return dayFormat(name) !== undefined
  } catch {
    return false
  }
}

function midnightOf(date: CalendarDate): number {
  return Date.parse(`${date}T00:00:00Z`)
}

function dayIn(timeZone: string, instant: Date): string {
  const parts = dayFormat(timeZone).formatToParts(instant)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? ""
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`
}

const dayFormat = remember((timeZone) => {
  const fields = { year: "numeric", month: "2-digit", day: "2-digit" } as const
  return new Intl.DateTimeFormat("en", { timeZone, calendar: "iso8601", numberingSystem: "latn", ...fields })
})

const dateFormat = remember((locale) => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }))

/** A list names few days, each many times. */
const dateText = remember((locale, date) => dateFormat(locale).format(midnightOf(date as CalendarDate)))

const instantFormat = remember(
  (locale, timeZone) => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone }),
)
