import { describe, expect, it } from "vitest"
import { may, type Permission, permissions, scopeOf, scopesFor } from "./permissions"

const own = (granted: Record<string, "own" | "team" | "all">) => ({ role: "manager", granted, hides: [] }) as const

describe("permissions", () => {
  it("of a built-in role are the table's", () => {
    expect(scopeOf({ role: "member", granted: null, hides: [] }, "deals.edit")).toBe("own")
    expect(may({ role: "guest", granted: null, hides: [] }, "deals.edit")).toBe(false)
  })

  it("of an own role are what it was given, whatever its base has", () => {
    expect(scopeOf(own({ "deals.read": "all" }), "deals.read")).toBe("all")
    expect(may(own({ "deals.read": "all" }), "deals.edit")).toBe(false)
  })

  it("are never more than an own role can be given, whatever stands in its rows", () => {
    expect(scopeOf(own({ "notes.delete": "all" }), "notes.delete")).toBeNull()
    expect(scopeOf(own({ "sequences.read": "own" }), "sequences.read")).toBeNull()
    expect(scopesFor("notes.delete")).toEqual(["own"])
    expect(scopesFor("sequences.read")).toEqual(["all"])
    expect(scopesFor("deals.move")).toEqual(["own", "team", "all"])
  })

  it("can each be given to an own role just as far as some built-in role has it", () => {
    for (const permission of Object.keys(permissions) as Permission[])
      for (const scope of Object.values(permissions[permission]))
        if (scope && scopesFor(permission).length > 0) expect(scopesFor(permission)).toContain(scope)
  })
})
