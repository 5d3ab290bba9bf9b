import { expect, test } from "vitest"
import { hoursWaiting, isOldestFirst, isSuspicious, waitingText, waitsTooLong } from "./lead"

const now = new Date("2026-11-21T12:00:00Z")
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)

test("waiting is told in minutes, then hours, then days", () => {
  expect(waitingText(ago(0), now)).toBe("0 min")
  expect(waitingText(ago(59), now)).toBe("59 min")
  expect(waitingText(ago(26 * 60), now)).toBe("26 h")
  expect(waitingText(ago(71 * 60), now)).toBe("71 h")
  expect(waitingText(ago(5 * 24 * 60), now)).toBe("5 d")
  expect(waitingText(new Date(now.getTime() + 1000), now)).toBe("0 min")
  expect(hoursWaiting(ago(119), now)).toBe(1)
})

test("only a lead that nobody has taken up can wait too long, from a day on", () => {
  expect(waitsTooLong({ status: "new", createdAt: ago(24 * 60 - 1) }, now)).toBe(false)
  expect(waitsTooLong({ status: "new", createdAt: ago(24 * 60) }, now)).toBe(true)
  expect(waitsTooLong({ status: "working", createdAt: ago(500 * 60) }, now)).toBe(false)
})

test("whoever waits longest stands first, what is settled newest first", () => {
  expect(["new", "mine", "working", "qualified"].every((view) => isOldestFirst(view as "new"))).toBe(true)
  expect(["converted", "disqualified", "all"].some((view) => isOldestFirst(view as "all"))).toBe(false)
})

const filled = { trap: "", openedAt: ago(1), message: "We need a website.", isFlood: false }

test("an enquiry with the unseen field filled in is suspicious", () => {
  expect(isSuspicious({ ...filled, trap: "x" }, now)).toBe(true)
  expect(isSuspicious(filled, now)).toBe(false)
})

test("what comes in a flood is suspicious, whatever it says", () => {
  expect(isSuspicious({ ...filled, isFlood: true }, now)).toBe(true)
})

test("links sent faster than anybody types are suspicious, speed alone is not", () => {
  const atOnce = { ...filled, openedAt: new Date(now.getTime() - 300) }
  expect(isSuspicious(atOnce, now)).toBe(false)
  expect(isSuspicious({ ...atOnce, message: "Cheap pills https://pills.example" }, now)).toBe(true)
  expect(isSuspicious({ ...filled, message: "See https://umbra.example" }, now)).toBe(false)
  expect(isSuspicious({ ...atOnce, openedAt: null, message: "See https://umbra.example" }, now)).toBe(false)
})
