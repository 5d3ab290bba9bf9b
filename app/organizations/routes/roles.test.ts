import { beforeAll, describe, expect, it } from "vitest"
import { href } from "~/platform/language/paths"
import { aFullWorld, type World } from "../../../tests/support/a-full-world"
import { answerOf, cookieFor, knock, sessionOf } from "../../../tests/support/knock"
import { listRoles } from "../role-queries.server"
import { action as remove } from "./delete-role"
import { action as save, loader as showRole } from "./edit-role"
import { loader as beginning, action as create } from "./new-role"
import { action as restore } from "./restore-role"
import { loader as list } from "./roles"

let world: World
let cookie: string
let managers: string
beforeAll(async () => {
  world = await aFullWorld()
  cookie = await cookieFor(world.people.owner.email)
  managers = await sessionOf(world, world.people.manager.personId)
})

const newRole = (form: Record<string, string>) =>
  answerOf(() => create(knock({ path: "/settings/roles/new", cookie, form: { base: "member", ...form } })))
const named = async (name: string) => (await listRoles(world.owner, {})).find((role) => role.name === name)

describe("the pages of roles", () => {
  it("begin a new role as a copy, and make it of a plain form", async () => {
    const page = await answerOf(() => beginning(knock({ path: "/settings/roles/new?from=manager", cookie })))
    expect(page.body).toMatchObject({ from: "Manager", base: "manager", granted: { deals: { read: "team" } } })
    const made = await newRole({
      name: "Planner",
      "granted.deals.read": "team",
      "granted.deals.edit": "none",
      hides: "money",
    })
    expect(made.status).toBe(303)
    expect(await named("Planner")).toMatchObject({ granted: { "deals.read": "team" }, hides: ["money"], holders: 0 })
  })

  it("give back everything typed with the error at the act that reaches too far", async () => {
    const refused = await newRole({ name: "Hasty", "granted.deals.edit": "all" })
    expect(refused.status).toBe(422)
    expect(refused.body).toMatchObject({
      reply: {
        initialValue: { name: "Hasty", granted: { deals: { edit: "all" } } },
        error: { "granted.deals.edit": ["Deals, edit: this reaches further than seeing does."] },
      },
    })
  })

  it("change a role, copy it, delete it and bring it back", async () => {
    await newRole({ name: "Editor", "granted.leads.read": "own" })
    const { id: roleId } = (await named("Editor"))!
    const of = { params: { roleId }, cookie }
    const edit = { path: href("/settings/roles/:roleId/edit", { roleId }), ...of }
    const shown = await answerOf(() => showRole(knock(edit)))
    expect(shown.body).toMatchObject({ defaults: { name: "Editor" }, granted: { leads: { read: "own" } }, version: 1 })
    const form = { version: "1", name: "Editor", "granted.leads.read": "all" }
    expect((await answerOf(() => save(knock({ ...edit, form })))).status).toBe(303)
    expect(await named("Editor")).toMatchObject({ granted: { "leads.read": "all" } })
    expect((await answerOf(() => save(knock({ ...edit, form })))).status).toBe(409)
    const copied = await answerOf(() => beginning(knock({ path: `/settings/roles/new?from=${roleId}`, cookie })))
    expect(copied.body).toMatchObject({ from: "Editor", base: "member", granted: { leads: { read: "all" } } })

    const deleted = await answerOf(() =>
      remove(knock({ path: href("/settings/roles/:roleId/delete", { roleId }), ...of, form: {} })),
    )
    expect(deleted.status).toBe(303)
    expect(await named("Editor")).toBeUndefined()
    expect(
      (
        await answerOf(() =>
          restore(knock({ path: href("/settings/roles/:roleId/restore", { roleId }), ...of, form: {} })),
        )
      ).status,
    ).toBe(303)
    expect(await named("Editor")).toBeDefined()
  })

  it("are read by managers, who change nothing", async () => {
    const page = await answerOf(() => list(knock({ path: "/settings/roles", cookie: managers })))
    expect(page.body).toMatchObject({ mayMake: false, mayEdit: false })
    const form = { base: "member", name: "Own" }
    expect((await answerOf(() => create(knock({ path: "/settings/roles/new", cookie: managers, form })))).status).toBe(
      403,
    )
    expect((await answerOf(() => beginning(knock({ path: "/settings/roles/new", cookie: managers })))).status).toBe(302)
  })
})
