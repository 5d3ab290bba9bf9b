import fc from "fast-check"
import { expect, test } from "vitest"
import {
  addDays,
  type CalendarDate,
  calendarDate,
  daysBetween,
  endOfDayIn,
  formatDate,
  formatInstant,
  isCalendarDate,
  isTimeZone,
  relativeDays,
  todayIn,
  yearOf,
} from "./dates"

const day = calendarDate

test("only days that exist are dates", () => {
  expect(["2026-11-24", "2024-02-29", "0001-01-01", "9999-12-31"].every(isCalendarDate)).toBe(true)
  const wrong = [
    "2026-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-1-1",
    "24.11.2026",
    "2026-11-24T00:00",
    "0000-01-01",
    "",
    "2026-04-31",
  ]
  expect(wrong.some(isCalendarDate)).toBe(false)
  expect(() => calendarDate("2026-02-30")).toThrow(RangeError)
})

test("today depends on where it is asked", () => {
  const instant = new Date("2026-11-24T23:30:00Z")
  expect(todayIn("Europe/Berlin", instant)).toBe("2026-11-25")
  expect(todayIn("UTC", instant)).toBe("2026-11-24")
  expect(todayIn("America/Los_Angeles", instant)).toBe("2026-11-24")
  expect(todayIn("Pacific/Kiritimati", instant)).toBe("2026-11-25")
  expect(() => todayIn("Nowhere/Else", instant)).toThrow(RangeError)
})

test("days are counted by the calendar, not by hours", () => {
  expect(addDays(day("2026-03-28"), 2)).toBe("2026-03-30")
  expect(addDays(day("2024-02-28"), 1)).toBe("2024-02-29")
  expect(addDays(day("2026-01-01"), -1)).toBe("2025-12-31")
  expect(daysBetween(day("2026-10-24"), day("2026-10-26"))).toBe(2)
  expect(daysBetween(day("2026-01-02"), day("2026-01-01"))).toBe(-1)
  expect(yearOf(day("2026-01-02"))).toBe(2026)
  expect(() => addDays(day("9999-12-31"), 1)).toThrow(RangeError)
})

test("a day ends at the last millisecond before the next one begins there", () => {
  expect(endOfDayIn(day("2026-06-30"), "Europe/Berlin").toISOString()).toBe("2026-06-30T21:59:59.999Z")
  expect(endOfDayIn(day("2026-10-25"), "Europe/Berlin").toISOString()).toBe("2026-10-25T22:59:59.999Z")
  expect(endOfDayIn(day("2026-06-30"), "Pacific/Kiritimati").toISOString()).toBe("2026-06-30T09:59:59.999Z")
  expect(endOfDayIn(day("9999-12-31"), "UTC").toISOString()).toBe("9999-12-31T23:59:59.999Z")
})

test("a day ends also where midnight or the whole day was skipped", () => {
  expect(endOfDayIn(day("2018-11-03"), "America/Sao_Paulo").toISOString()).toBe("2018-11-04T02:59:59.999Z")
  expect(endOfDayIn(day("2011-12-30"), "Pacific/Apia").toISOString()).toBe("2011-12-30T09:59:59.999Z")
})

test("the end of any day is that day, and a millisecond later is the next", () => {
  const days = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays(day("1990-01-01"), n))
  const zones = [
    "Europe/Berlin",
    "America/New_York",
    "America/Santiago",
    "Africa/Cairo",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Asia/Tehran",
  ]
  fc.assert(
    fc.property(days, fc.constantFrom(...zones), (date: CalendarDate, zone) => {
      const end = endOfDayIn(date, zone)
      expect(todayIn(zone, end)).toBe(date)
      expect(todayIn(zone, new Date(end.getTime() + 1))).toBe(addDays(date, 1))
    }),
    { numRuns: 1_000 },
  )
})

test("dates and instants are shown in the reader's way", () => {
  expect(formatDate(day("2026-11-24"), "en-GB")).toBe("24 Nov 2026")
  expect(formatDate(day("2026-11-24"), "de-DE")).toBe("24.11.2026")
  expect(formatInstant(new Date("2026-11-24T13:05:00Z"), "Europe/Berlin", "en-GB")).toBe("24 Nov 2026, 14:05")
})

test("how a due day stands is said in words", () => {
  const today = day("2026-11-24")
  const said = [-5, -1, 0, 1, 3].map((days) => relativeDays(addDays(today, days), today))
  expect(said).toEqual(["5 days overdue", "1 day overdue", "due today", "due tomorrow", "due in 3 days"])
})

test("a time zone is an IANA name and nothing else", () => {
  const zones = [
    "UTC",
    "Europe/Berlin",
    "Asia/Kolkata",
    "America/Argentina/Buenos_Aires",
    "America/Port-au-Prince",
    "Etc/GMT+1",
  ]
  expect(zones.every(isTimeZone)).toBe(true)
  const others = [
    "",
    "+01:00",
    "CET",
    "Europe/Nowhere",
    "europe/berlin",
    "Europe/Berlin'; drop table x",
    "Europe/Berlin ",
    "../etc/passwd",
  ]
  expect(others.filter(isTimeZone)).toEqual([])
  expect(Intl.supportedValuesOf("timeZone").every(isTimeZone)).toBe(true)
})
