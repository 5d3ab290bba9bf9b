import { expect, it } from "vitest"
import { EditRetentionPolicyInput } from "./inputs.server"
import { keptSince, nextPurge, retentionClasses, retentionTable } from "./retention"

const usual = Object.fromEntries(retentionClasses.map((name) => [name, retentionTable[name].days]))

it("the clock purges each night at the same time, and what it is told at that very moment waits for the next", () => {
  const next = (at: string) => nextPurge(new Date(at)).toISOString()
  expect(next("2026-03-01T00:00:00Z")).toBe("2026-03-01T04:41:00.000Z")
  expect(next("2026-03-01T04:40:59.999Z")).toBe("2026-03-01T04:41:00.000Z")
  expect(next("2026-03-01T04:41:00Z")).toBe("2026-03-02T04:41:00.000Z")
  expect(next("2026-12-31T23:00:00Z")).toBe("2027-01-01T04:41:00.000Z")
})

it("a day is 24 hours, whatever clocks are put forward between", () => {
  expect(keptSince(new Date("2026-04-01T04:41:00Z"), 30).toISOString()).toBe("2026-03-02T04:41:00.000Z")
})

it.each(retentionClasses)("the period of %s keeps within its bounds, and the usual one lies in them", (name) => {
  const { from, to, days } = retentionTable[name]
  const accepted = (given: unknown) => EditRetentionPolicyInput.safeParse({ ...usual, [name]: given }).success
  expect([days, from, to, String(from)].map(accepted)).toEqual([true, true, true, true])
  expect([from - 1, to + 1, "", "12.5", "soon"].map(accepted)).toEqual([false, false, false, false, false])
})
