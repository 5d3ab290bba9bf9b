import { Temporal } from "temporal-polyfill"
import { addDays, type CalendarDate, todayIn } from "~/platform/language/dates"

/** The clock of a story told backwards from the moment it is first told. */
export type StoryClock = {
  /** The zone it is told in, an IANA name. */
  timeZone: string
  /** So many days ago at a time of the wall clock; weekends become the Friday before, and nothing lies in the future. */
  at(daysAgo: number, time: string): Date
  /** The day so many days from the story's today. */
  day(inDays: number): CalendarDate
}

/** Days and times of a story in a time zone (IANA name), counted from `anchor`. */
export function storyClock(anchor: Date, timeZone: string): StoryClock {
  const today = todayIn(timeZone, anchor)
  return {
    timeZone,
    at(daysAgo, time) {
      const day = workday(addDays(today, -daysAgo))
      const instant = Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(timeZone).epochMilliseconds
      return new Date(Math.min(instant, anchor.getTime()))
    },
    day: (inDays) => addDays(today, inDays),
  }
}

function workday(day: CalendarDate): CalendarDate {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  if (weekday === 6) return addDays(day, -1)
  return weekday === 0 ? addDays(day, -2) : day
}
