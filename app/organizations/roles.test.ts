import { eq } from "drizzle-orm"
import pg from "pg"
import { beforeAll, describe, expect, it, vi } from "vitest"
import { members, teams } from "#db/schema/organizations"
import { listDeals } from "~/deals/deal-queries.server"
import { editDeal } from "~/deals/edit-deal.server"
import type { StaffContext } from "~/platform/data/contexts.server"
import { transact } from "~/platform/data/database.server"
import { staff } from "~/platform/http/context.server"
import { Conflict, Forbidden, Invalid, NotFound } from "~/platform/language/errors"
import { type Id, newId } from "~/platform/language/ids"
import { aFullWorld, type World } from "../../tests/support/a-full-world"
import { knock, memberAsTheyCome, sessionOf } from "../../tests/support/knock"
import { rows } from "../../tests/support/world"
import { createRole } from "./create-role.server"
import { deleteRole } from "./delete-role.server"
import { editRole } from "./edit-role.server"
import { builtInAccess, mayGrant } from "./grants"
import { listMembers } from "./organization-queries.server"
import { restoreRole } from "./restore-role.server"
import { roleChoices } from "./role-choices.server"
import { getRole, listRoles } from "./role-queries.server"

let world: World
beforeAll(async () => {
  world = await aFullWorld()
})

const write = (work: Parameters<typeof transact>[1]) =>
  transact({ organizationId: world.organizationId, now: new Date() }, work)

/** Gives a member another role and team, as somebody who looks after people would. */
const place = (person: { personId: Id<"people"> }, set: Partial<typeof members.$inferInsert>) =>
  write((db) => db.update(members).set(set).where(eq(members.personId, person.personId)))

const dealsSeenBy = async (ctx: StaffContext) =>
  new Set((await listDeals(ctx, { status: "all" })).rows.map(({ id }) => id))

describe("a role of one's own", () => {
  it("is what its holder may do from the next request on, beside or below what its base may", async () => {
    const granted = { deals: { read: "all", edit: "own" } } as const
    const { roleId } = await createRole(world.owner, { base: "manager", name: "Reviewer", granted })
    const person = world.people.member
    await place(person, { role: "manager", roleId })
    const come = () => memberAsTheyCome(world, person.personId)
    const { dealId } = await world.deal(world.stranger.personId)
    const ctx = await come()
    expect(ctx).toMatchObject({
      role: "manager",
      roleName: "Reviewer",
      granted: { "deals.read": "all", "deals.edit": "own" },
    })
    expect(await dealsSeenBy(ctx)).toContain(dealId)
    await expect(editDeal(ctx, { dealId, version: 2, title: "Taken", ownerId: null })).rejects.toBeInstanceOf(NotFound)
    await expect(listRoles(ctx, {})).rejects.toBeInstanceOf(Forbidden)

    await editRole(world.owner, { roleId, version: 1, name: "Reviewer", granted: { deals: { read: "own" } } })
    expect(await dealsSeenBy(await come())).not.toContain(dealId)
    await place(person, { role: "member", roleId: null })
  })

  it("is told with what it was before", async () => {
    const { roleId } = await createRole(world.owner, {
      base: "guest",
      name: "Told",
      granted: { deals: { read: "own" } },
    })
    await editRole(world.owner, {
      roleId,
      version: 1,
      name: "Told",
      hides: ["money"],
      granted: { deals: { read: "all" } },
    })
    const [told] = await rows<{ before: unknown; after: unknown }>(
      world,
      `select d.before, d.after from events e join event_details d on d.event_id = e.id
       where e.name = 'role.edited' and e.payload->>'roleId' = $1`,
      [roleId],
    )
    expect(told).toMatchObject({
      before: { hides: [], granted: { deals: { read: "own" } } },
      after: { hides: ["money"], granted: { deals: { read: "all" } } },
    })
  })

  it("reaches no further than it sees, allows nothing that stays with owners, and has a name of its own", async () => {
    const make = (name: string, granted: Record<string, Record<string, string>>) =>
      createRole(world.owner, { base: "member", name, granted })
    await expect(make("Blind", { deals: { edit: "own" } })).rejects.toMatchObject({ field: "granted.deals.edit" })
    await expect(make("Far", { deals: { read: "own", edit: "all" } })).rejects.toBeInstanceOf(Invalid)
    await expect(make("Maker", { roles: { create: "all" } })).rejects.toBeInstanceOf(Invalid)
    await expect(make("Unknown", { deals: { read: "all", burn: "all" } })).rejects.toBeInstanceOf(Invalid)
    await expect(make("owner", {})).rejects.toMatchObject({ field: "name" })
    await make("Twice", {})
    await expect(make("TWICE", {})).rejects.toMatchObject({ field: "name" })
    await expect(createRole(world.owner, { base: "owner" as never, name: "Crown" })).rejects.toBeInstanceOf(Invalid)
  })

  it("is deleted when nobody has it, and comes back as it was", async () => {
    const { roleId } = await createRole(world.owner, {
      base: "member",
      name: "Brief",
      granted: { deals: { read: "team" } },
    })
    await place(world.people.guest, { role: "member", roleId })
    await expect(deleteRole(world.owner, { roleId })).rejects.toBeInstanceOf(Conflict)
    expect(await getRole(world.owner, { roleId })).toMatchObject({ holders: 1 })
    await place(world.people.guest, { role: "guest", roleId: null })
    await deleteRole(world.owner, { roleId })
    await expect(getRole(world.owner, { roleId })).rejects.toBeInstanceOf(NotFound)
    await restoreRole(world.owner, { roleId })
    expect(await getRole(world.owner, { roleId })).toMatchObject({ name: "Brief", granted: { "deals.read": "team" } })
  })

  it("is given by nobody who holds less", async () => {
    expect(mayGrant(world.manager, builtInAccess("member"))).toBe(true)
    expect(mayGrant(world.manager, builtInAccess("owner"))).toBe(false)
    expect(mayGrant(world.manager, builtInAccess("finance"))).toBe(false)
    const hiding = { ...builtInAccess("manager"), hides: ["money"] as const }
    expect(mayGrant(hiding, builtInAccess("manager"))).toBe(false)
    expect(mayGrant(hiding, hiding)).toBe(true)
    const { roleId } = await createRole(world.owner, {
      base: "member",
      name: "Wide",
      granted: { deals: { read: "all" } },
    })
    const values = (await roleChoices(world.manager)).map(({ value }) => value)
    expect(values).toContain("member")
    expect(values).not.toContain("owner")
    expect(values).not.toContain(roleId)
    expect((await roleChoices(world.owner)).map(({ value }) => value)).toContain(roleId)
  })

  it("stands beside the name of who has it, with what it was given", async () => {
    const { roleId } = await createRole(world.owner, {
      base: "member",
      name: "Listed",
      granted: { deals: { read: "team" } },
    })
    await place(world.people.guest, { role: "member", roleId })
    const found = await listMembers(world.owner, {})
    expect(found.find(({ role, roleId: own }) => role === "member" && own === roleId)?.granted).toEqual({
      "deals.read": "team",
    })
    expect(found.filter(({ granted }) => granted !== null)).toHaveLength(1)
    await place(world.people.guest, { role: "guest", roleId: null })
  })
})

describe("a manager", () => {
  it("sees what the teams below theirs own, however deep, and nothing of teams beside it", async () => {
    const [below, deeper, beside] = [newId<"teams">(), newId<"teams">(), newId<"teams">()]
    await write((db) =>
      db.insert(teams).values([
        { id: below, name: "Below", parentId: world.teamId },
        { id: deeper, name: "Deeper", parentId: below },
        { id: beside, name: "Beside" },
      ]),
    )
    const { dealId } = await world.deal(world.stranger.personId)
    const seen = async (teamId: Id<"teams">) => {
      await place(world.stranger, { teamId })
      return (await dealsSeenBy(await memberAsTheyCome(world, world.manager.personId))).has(dealId)
    }
    expect(await seen(deeper)).toBe(true)
    expect(await seen(below)).toBe(true)
    expect(await seen(beside)).toBe(false)
    const { teamIds } = await memberAsTheyCome(world, world.manager.personId)
    expect([...teamIds].toSorted()).toEqual([world.teamId, below, deeper].toSorted())
  })
})

describe("a session", () => {
  it("says who comes, to which organization and what they may do there in one round trip", async () => {
    const { roleId } = await createRole(world.owner, {
      base: "member",
      name: "Quick",
      granted: { deals: { read: "team" } },
    })
    await place(world.people.guest, { role: "member", roleId })
    const cookie = await sessionOf(world, world.people.guest.personId)
    const asked = vi.spyOn(pg.Client.prototype, "query")
    const ctx = await staff(knock({ path: "/", cookie }))
    const times = asked.mock.calls.length
    asked.mockRestore()
    expect(ctx).toMatchObject({ roleId, granted: { "deals.read": "team" }, isSupport: false, mustShowFactor: false })
    expect(times).toBe(1)
    await place(world.people.guest, { role: "guest", roleId: null })
  })
})
