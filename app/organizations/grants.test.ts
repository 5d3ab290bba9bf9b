import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Access, type Permission, permissions, scopeOf, scopesFor } from "~/permissions"
import { builtInAccess, mayGrant, rolesBeyond } from "./grants"
import { hideables, roles, scopes } from "./role"

const all = Object.keys(permissions) as Permission[]
const givable = all.filter((permission) => scopesFor(permission).length > 0)

/** Any role that there can be: a built-in one, or one of an organization's own with whatever it was given and hides. */
const given = fc
  .uniqueArray(fc.constantFrom(...givable), { maxLength: givable.length })
  .chain((chosen) =>
    fc
      .tuple(...chosen.map((permission) => fc.constantFrom(...scopesFor(permission))))
      .map((reach) => Object.fromEntries(chosen.map((permission, at) => [permission, reach[at]!]))),
  )
const hides = fc.subarray([...hideables])
const own: fc.Arbitrary<Access> = fc.record({ role: fc.constantFrom(...roles), granted: given, hides })
const access = fc.oneof(fc.constantFrom(...roles).map(builtInAccess), own)

const reach = (of: Access, permission: Permission) => {
  const scope = scopeOf(of, permission)
  return scope === null ? -1 : scopes.indexOf(scope)
}

/** The rule, said once more and plainly: every permission, as far, and nothing shown that is hidden from the giver. */
const holdsAll = (giver: Access, role: Access) =>
  all.every((permission) => reach(giver, permission) >= reach(role, permission)) &&
  giver.hides.every((hidden) => role.hides.includes(hidden))

describe("a role may be given", () => {
  it("by whoever holds every permission in it, as far as it reaches, and by nobody else", () => {
    fc.assert(fc.property(access, access, (giver, role) => mayGrant(giver, role) === holdsAll(giver, role)))
  })

  it("by its own holders, and on from hand to hand to nobody who may do more than the first", () => {
    fc.assert(
      fc.property(access, access, access, (first, second, third) => {
        expect(mayGrant(first, first)).toBe(true)
        if (mayGrant(first, second) && mayGrant(second, third)) expect(mayGrant(first, third)).toBe(true)
      }),
    )
  })

  it("no more once a permission of it is taken from the giver, or narrowed", () => {
    fc.assert(
      fc.property(own, fc.constantFrom(...givable), (role, permission) => {
        const whole = { ...role, granted: { ...role.granted, [permission]: scopesFor(permission).at(-1)! }, hides: [] }
        const { [permission]: _taken, ...less } = whole.granted
        expect(mayGrant(whole, whole)).toBe(true)
        expect(mayGrant({ ...whole, granted: less }, whole)).toBe(false)
        const narrower = scopesFor(permission).slice(0, -1).at(-1)
        if (narrower) expect(mayGrant({ ...whole, granted: { ...less, [permission]: narrower } }, whole)).toBe(false)
      }),
    )
  })

  it("by an owner always", () => {
    fc.assert(fc.property(access, (role) => mayGrant(builtInAccess("owner"), role)))
  })

  it("among the built-in ones as the table of permissions says", () => {
    const givenBy = Object.fromEntries(
      roles.map((giver) => [giver, roles.filter((role) => mayGrant(builtInAccess(giver), builtInAccess(role)))]),
    )
    expect(givenBy).toEqual({
      owner: ["owner", "manager", "member", "finance", "guest"],
      manager: ["manager", "member"],
      member: ["member"],
      finance: ["finance", "guest"],
      guest: ["guest"],
    })
  })
})

describe("the roles that somebody cannot give", () => {
  it("are named with what they have beyond theirs", () => {
    expect(rolesBeyond(builtInAccess("owner"))).toBeNull()
    expect(rolesBeyond(builtInAccess("manager"))).toBe(
      "Owner, Finance and Guest see or do more than your role: an owner gives them.",
    )
  })
})
