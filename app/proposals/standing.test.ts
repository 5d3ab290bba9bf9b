import { describe, expect, it } from "vitest"
import { calendarDate } from "~/platform/language/dates"
import { standingOf, stepsOf } from "./standing"

const today = calendarDate("2026-11-20")
const opened = new Date("2026-11-19T10:00:00Z")
const sent = { status: "sent", validUntilOn: "2026-11-20", firstOpenedAt: null, sentVersion: 1 } as const
const states = (proposal: Parameters<typeof stepsOf>[0]) =>
  stepsOf(proposal, today).map(({ value, state }) => `${value} ${state}`)

describe("how a proposal stands", () => {
  it("is sent until a person opens it", () => {
    expect(standingOf(sent, today)).toBe("sent")
    expect(standingOf({ ...sent, firstOpenedAt: opened }, today)).toBe("opened")
  })

  it("is expired on the day after the last one it is valid on, opened or not", () => {
    expect(standingOf({ ...sent, firstOpenedAt: opened }, calendarDate("2026-11-21"))).toBe("expired")
    expect(standingOf({ ...sent, validUntilOn: null }, calendarDate("2030-01-01"))).toBe("sent")
  })

  it("is what was decided, whatever the calendar says", () => {
    for (const status of ["draft", "signed", "declined", "withdrawn"] as const) {
      expect(standingOf({ ...sent, status }, calendarDate("2030-01-01"))).toBe(status)
    }
  })

  it("is shown as a way from draft to signature with one current step", () => {
    const draft = { ...sent, status: "draft" as const, sentVersion: 0 }
    expect(states(draft)).toEqual(["draft current", "sent next", "opened next", "signed next"])
    expect(states(sent)).toEqual(["draft done", "sent current", "opened next", "signed next"])
    const signed = { ...sent, status: "signed" as const, firstOpenedAt: opened }
    expect(states(signed)).toEqual(["draft done", "sent done", "opened done", "signed current"])
  })

  it("says at the end of the way how it ended otherwise, without steps that never were", () => {
    expect(states({ ...sent, status: "declined", firstOpenedAt: opened }).at(-1)).toBe("declined current")
    expect(states({ ...sent, status: "withdrawn", sentVersion: 0 })).toEqual([
      "draft done",
      "sent next",
      "opened next",
      "withdrawn current",
    ])
  })
})
