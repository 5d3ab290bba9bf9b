import { addDays, calendarDate } from "~/platform/language/dates"

/** By which ways a member is told. */
export const channels = ["app", "mail"] as const
export type Channel = (typeof channels)[number]

/** When a member is told: as it happens, gathered once a day, or not at all. */
export const timings = ["at-once", "daily", "never"] as const
export type Timing = (typeof timings)[number]

/** The hours of a member's own clock in which nothing is mailed, as "22:00" and "07:00"; they may reach over midnight. */
export type QuietHours = { from: string; until: string } | null

/** The hour of a member's own clock at which what was gathered is mailed. */
export const digestHour = "08:00"

const dayLength = 86_400_000

/** Whether a text is a time of day, from "00:00" to "23:59". */
export const isTimeOfDay = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text)

const formats = new Map<string, Intl.DateTimeFormat>()

/** The day and the time that a zone's clocks show at an instant. */
export function clockIn(timeZone: string, instant: Date): { day: string; time: string } {
  const known =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short", hourCycle: "h23" })
  formats.set(timeZone, known)
  const [day = "", time = ""] = known.format(instant).split(" ")
  return { day, time }
}

/**
 * The first instant at which a zone's clocks show a day and a time. A time that they skip when they are put forward is as
 * much later as they skip.
 */
export function instantIn(timeZone: string, day: string, time: string): Date {
  const asIfUtc = Date.parse(`${day}T${time}:00Z`)
  const candidates = [-dayLength, dayLength].map((around) => asIfUtc - offsetAt(timeZone, asIfUtc + around))
  const shown = candidates.filter((at) => {
    const clock = clockIn(timeZone, new Date(at))
    return clock.day === day && clock.time === time
  })
  return new Date(shown.length > 0 ? Math.min(...shown) : Math.max(...candidates))
}

function offsetAt(timeZone: string, at: number): number {
  const { day, time } = clockIn(timeZone, new Date(at))
  return Date.parse(`${day}T${time}:00Z`) - Math.floor(at / 60_000) * 60_000
}

/** The next instant after this one at which a zone's clocks show a time of day. */
function next(timeZone: string, time: string, after: Date): Date {
  const today = calendarDate(clockIn(timeZone, after).day)
  for (const days of [0, 1, 2]) {
    const at = instantIn(timeZone, addDays(today, days), time)
    if (at > after) return at
  }
  throw new RangeError(`${timeZone} has no ${time} after ${after.toISOString()}.`)
}

/** Whether a zone's clocks stand in the quiet hours. */
export function isQuiet(quiet: QuietHours, timeZone: string, instant: Date): boolean {
  if (quiet === null || quiet.from === quiet.until) return false
  const { time } = clockIn(timeZone, instant)
  return quiet.from < quiet.until ? quiet.from <= time && time < quiet.until : time >= quiet.from || time < quiet.until
}

/** When a mail that is wanted goes out: null at once, else the end of the quiet hours, or the next digest outside of them. */
export function mailDueAt(wanted: {
  timing: Exclude<Timing, "never">
  timeZone: string
  quiet: QuietHours
  now: Date
}): Date | null {
  const { timing, timeZone, quiet, now } = wanted
  const due = timing === "daily" ? next(timeZone, digestHour, now) : now
  if (quiet && isQuiet(quiet, timeZone, due)) return next(timeZone, quiet.until, due)
  return timing === "daily" ? due : null
}
