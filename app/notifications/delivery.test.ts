import { describe, expect, it } from "vitest"
import { clockIn, instantIn, isQuiet, isTimeOfDay, mailDueAt } from "./delivery"

const at = (text: string) => new Date(text)
const nights = { from: "22:00", until: "07:00" }

describe("the clock of a member", () => {
  it.each([
    ["Europe/Berlin", "2026-01-15", "08:00", "2026-01-15T07:00:00Z"],
    ["Europe/Berlin", "2026-07-15", "08:00", "2026-07-15T06:00:00Z"],
    ["Asia/Kathmandu", "2026-01-15", "08:00", "2026-01-15T02:15:00Z"],
    ["Pacific/Kiritimati", "2026-01-15", "08:00", "2026-01-14T18:00:00Z"],
    ["America/Los_Angeles", "2026-03-08", "08:00", "2026-03-08T15:00:00Z"],
    ["Australia/Lord_Howe", "2026-04-05", "08:00", "2026-04-04T21:30:00Z"],
    ["UTC", "2026-12-31", "23:59", "2026-12-31T23:59:00Z"],
  ])("in %s shows %s %s at one instant", (zone, day, time, instant) => {
    expect(instantIn(zone, day, time)).toEqual(at(instant))
    expect(clockIn(zone, at(instant))).toEqual({ day, time })
  })

  it("that is put forward shows a skipped time as much later as it skips", () => {
    expect(instantIn("Europe/Berlin", "2026-03-29", "02:30")).toEqual(at("2026-03-29T01:30:00Z"))
  })

  it("that is put back shows a time twice, of which the first counts", () => {
    expect(instantIn("Europe/Berlin", "2026-10-25", "02:30")).toEqual(at("2026-10-25T00:30:00Z"))
  })

  it("knows what a time of day is", () => {
    expect(["00:00", "07:30", "23:59"].every(isTimeOfDay)).toBe(true)
    expect(["24:00", "7:30", "12:60", "", "noon"].some(isTimeOfDay)).toBe(false)
  })
})

describe("quiet hours", () => {
  it("reach over midnight, and end before the minute they end with", () => {
    const quiet = (time: string) => isQuiet(nights, "Europe/Berlin", at(`2026-01-15T${time}:00+01:00`))
    expect(["21:59", "22:00", "23:59", "00:00", "06:59", "07:00"].map(quiet)).toEqual([
      ...[false, true, true, true, true, false],
    ])
  })

  it("stand within a day as well, and of no length are none", () => {
    const noon = { from: "12:00", until: "13:00" }
    expect(isQuiet(noon, "UTC", at("2026-01-15T12:30:00Z"))).toBe(true)
    expect(isQuiet(noon, "UTC", at("2026-01-15T13:00:00Z"))).toBe(false)
    expect(isQuiet({ from: "12:00", until: "12:00" }, "UTC", at("2026-01-15T12:00:00Z"))).toBe(false)
    expect(isQuiet(null, "UTC", at("2026-01-15T12:00:00Z"))).toBe(false)
  })
})

describe("a mail that is wanted", () => {
  const due = (timing: "at-once" | "daily", timeZone: string, now: string, quiet: typeof nights | null = nights) =>
    mailDueAt({ timing, timeZone, quiet, now: at(now) })?.toISOString() ?? null

  it("goes at once by day, and waits out the night of its reader", () => {
    expect(due("at-once", "Europe/Berlin", "2026-01-15T12:00:00Z")).toBeNull()
    expect(due("at-once", "Europe/Berlin", "2026-01-15T22:30:00Z")).toBe("2026-01-16T06:00:00.000Z")
    expect(due("at-once", "America/New_York", "2026-01-15T04:00:00Z")).toBe("2026-01-15T12:00:00.000Z")
  })

  it("waits until the same hour of the clock in nights in which clocks change", () => {
    expect(due("at-once", "Europe/Berlin", "2026-03-28T22:00:00Z")).toBe("2026-03-29T05:00:00.000Z")
    expect(due("at-once", "Europe/Berlin", "2026-10-24T21:00:00Z")).toBe("2026-10-25T06:00:00.000Z")
  })

  it("of the day comes at eight, on the day that follows once eight has passed", () => {
    expect(due("daily", "Asia/Tokyo", "2026-01-15T22:00:00Z")).toBe("2026-01-15T23:00:00.000Z")
    expect(due("daily", "Asia/Tokyo", "2026-01-15T23:00:00Z")).toBe("2026-01-16T23:00:00.000Z")
    expect(due("daily", "Europe/Berlin", "2026-03-28T12:00:00Z")).toBe("2026-03-29T06:00:00.000Z")
  })

  it("of the day comes after quiet hours that last longer than eight", () => {
    const late = { from: "20:00", until: "09:30" }
    expect(due("daily", "Europe/Berlin", "2026-01-15T12:00:00Z", late)).toBe("2026-01-16T08:30:00.000Z")
    expect(due("daily", "Europe/Berlin", "2026-01-15T12:00:00Z", null)).toBe("2026-01-16T07:00:00.000Z")
  })
})
