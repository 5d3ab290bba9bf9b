import { remember } from "~/platform/language/remember"

/** "Good morning, Ida": by the hour where the organization is, with the first name. */
export function greetingOf(name: string, now: Date, timeZone: string): string {
  const hour = Number(hourFormat(timeZone).format(now))
  const part = hour < 5 || hour >= 18 ? "evening" : hour < 12 ? "morning" : "afternoon"
  return `Good ${part}, ${name.trim().split(/\s+/)[0]}`
}

/** What day it is there, in words: "Saturday 21 November". */
export const dayInWords = (now: Date, timeZone: string, locale: string) => dayFormat(locale, timeZone).format(now)

const hourFormat = remember(
  (timeZone) => new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", hourCycle: "h23" }),
)

const dayFormat = remember(
  (locale, timeZone) => new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", timeZone }),
)
