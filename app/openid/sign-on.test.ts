import { describe, expect, it } from "vitest"
import { type Role, roles } from "~/organizations/role"
import { claimAt, groupsIn, saysFactor } from "./claims"
import { roleAfter, roleOf } from "./sign-on"

const as = (role: Role) => ({ role, roleId: null })
const mapping = [
  { group: "books", ...as("finance") },
  { group: "leads", ...as("manager") },
  { group: "all", ...as("guest") },
]

describe("the role by groups", () => {
  it("is that of the group, of several the ablest, and none without a group that has one", () => {
    expect(roleOf(["books"], mapping)).toEqual(as("finance"))
    expect(roleOf(["all", "books", "leads"], mapping)).toEqual(as("manager"))
    expect(roleOf(["elsewhere"], mapping)).toBeNull()
  })

  it("is never owner, and an owner stays one whatever the groups say", () => {
    expect(roleOf(["bosses"], [{ group: "bosses", ...as("owner") }])).toBeNull()
    for (const groups of [[], ["leads"], ["elsewhere"]])
      expect(roleAfter(as("owner"), groups, mapping, as("guest"))).toEqual(as("owner"))
  })

  it("governs where groups have roles: out of every group one falls back, or stays out", () => {
    expect(roleAfter(as("manager"), ["books"], mapping, null)).toEqual(as("finance"))
    expect(roleAfter(as("manager"), [], mapping, as("guest"))).toEqual(as("guest"))
    expect(roleAfter(as("manager"), [], mapping, null)).toBeNull()
  })

  it("leaves a member's role alone where no group has one, and gives a newcomer the first", () => {
    for (const role of roles) expect(roleAfter(as(role), ["leads"], [], as("guest"))).toEqual(as(role))
    expect(roleAfter(null, ["leads"], [], as("member"))).toEqual(as("member"))
    expect(roleAfter(null, ["leads"], [], null)).toBeNull()
  })
})

describe("what a provider says", () => {
  it("is found by name or by path, and a name with dots goes first", () => {
    expect(claimAt({ groups: ["a"] }, "groups")).toEqual(["a"])
    expect(claimAt({ realm_access: { roles: ["a"] } }, "realm_access.roles")).toEqual(["a"])
    expect(claimAt({ "https://x.example/groups": ["a"] }, "https://x.example/groups")).toEqual(["a"])
    expect(claimAt({}, "__proto__.toString")).toBeUndefined()
  })

  it("names groups as a list, or as one text", () => {
    expect(groupsIn({ groups: ["a", 3, "", "b"] }, "groups")).toEqual(["a", "b"])
    expect(groupsIn({ groups: "a b,c" }, "groups")).toEqual(["a", "b", "c"])
    expect(groupsIn({ groups: { a: true } }, "groups")).toEqual([])
  })

  it("counts as a second factor only where it says that one was shown", () => {
    expect([{ amr: ["pwd", "mfa"] }, { amr: ["otp"] }, { amr: ["hwk"] }, { acr: "phr" }].map(saysFactor)).toEqual([
      ...[true, true, true, true],
    ])
    expect([{}, { amr: ["pwd"] }, { amr: "pwd" }, { acr: "1" }, { amr: null }].map(saysFactor)).toEqual([
      ...[false, false, false, false, false],
    ])
  })
})
