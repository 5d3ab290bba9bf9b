import { describe, expect, it } from "vitest"
import { changesOf } from "./audit-page.server"
import { factInWords } from "./fact-words"

const ida = "0192f1c4-0000-7000-8000-000000000001"
const reader = { timeZone: "Europe/Berlin", locale: "en-GB", names: { [ida]: "Ida" } }
const said = (key: string, value: unknown, facts: object = {}) => factInWords(key, value, { ...facts }, reader)

describe("a fact of the record is shown in words", () => {
  it("amounts in their currency, days and moments by the reader's clock", () => {
    expect(said("totalMinor", 123_450n, { currency: "EUR" })).toBe("€1,234.50")
    expect(said("totalMinor", 1_500, { currency: "JPY" })).toMatch(/1,500$/)
    expect(said("totalMinor", 123_450n)).toBe("123450")
    expect(said("totalMinor", 123_450n, { currency: "nothing" })).toBe("123450")
    expect(said("dueOn", "2026-03-29")).toBe("29 Mar 2026")
    expect(said("expiresAt", new Date("2026-07-01T22:30:00Z"))).toMatch(/^2 Jul 2026.*00:30/)
    expect(said("expiresAt", "2026-07-01T22:30:00.000Z")).toMatch(/^2 Jul 2026.*00:30/)
  })

  it("states, roles, yes and no, people, and several of a kind", () => {
    expect(said("status", "credit_note")).toBe("Credit note")
    expect(said("reason", "no-membership")).toBe("No membership")
    expect(said("role", "owner")).toBe("Owner")
    expect(said("factorRoles", ["owner", "finance"])).toBe("Owner, Finance")
    expect([said("isReadOnly", true), said("isReadOnly", false), said("x", null)]).toEqual(["Yes", "No", ""])
    expect(said("ownerId", ida)).toBe("Ida")
  })

  it("what somebody typed as they typed it, whatever it looks like", () => {
    for (const text of ["lindt", "<b>owner</b>", "2026-02-31", "2026-13-01T00:00:00Z", "__proto__", "9".repeat(400)])
      expect(said("name", text)).toBe(text)
    expect(said("title", "toString")).toBe("toString")
    expect(said("status", "Rather <i>late</i>")).toBe("Rather <i>late</i>")
    expect(said("lines", [{ unit: 5n }])).toBe('[{"unit":"5"}]')
  })

  it("with what stood there before and after, in the currency that stands beside", () => {
    const before = { valueMinor: { $bigint: "100" }, status: "new", isHidden: false }
    const after = { valueMinor: { $bigint: "250" }, status: "working", isHidden: true }
    expect(changesOf(before, after, reader, { currency: "EUR" })).toEqual([
      { field: "Value", from: "€1.00", to: "€2.50" },
      { field: "Status", from: "New", to: "Working" },
      { field: "Is hidden", from: "No", to: "Yes" },
    ])
  })
})
