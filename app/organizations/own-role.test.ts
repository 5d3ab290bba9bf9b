import { describe, expect, it } from "vitest"
import { byNoun, byPermission, copyOf, grantProblem, nounsOfTable } from "./own-role"
import { roles } from "./role"

describe("a role that is made", () => {
  it("can begin as a copy of every built-in role, with all of it that can be given", () => {
    for (const role of roles) {
      const copy = copyOf(role)
      expect(
        Object.keys(copy)
          .map((permission) => grantProblem(copy, permission))
          .filter(Boolean),
      ).toEqual([])
      expect(byPermission(byNoun(copy))).toEqual(copy)
    }
  })

  it("is offered every act under its noun in words, and nothing that stays with owners", () => {
    const [deals] = nounsOfTable().filter(({ noun }) => noun === "deals")
    expect(deals?.acts.slice(0, 2)).toEqual([
      { verb: "read", name: "See", scopes: ["own", "team", "all"] },
      { verb: "open", name: "Open", scopes: ["own", "team", "all"] },
    ])
    expect(nounsOfTable().flatMap(({ noun, acts }) => acts.map(({ verb }) => `${noun}.${verb}`))).not.toContain(
      "roles.create",
    )
  })
})
