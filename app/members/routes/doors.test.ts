import { beforeAll, describe, expect, it } from "vitest"
import { aFullWorld, type World } from "../../../tests/support/a-full-world"
import { answerOf, cookieFor, cookieOf, knock, secretIn } from "../../../tests/support/knock"
import { rows } from "../../../tests/support/world"
import * as deleteTeam from "./delete-team"
import * as edit from "./edit"
import * as editTeam from "./edit-team"
import * as invitation from "./invitation"
import * as invite from "./invite"
import * as leave from "./leave"
import * as newTeam from "./new-team"
import * as people from "./people"
import * as remove from "./remove"
import * as restore from "./restore"
import * as restoreTeam from "./restore-team"
import * as revoke from "./revoke-invitation"
import * as send from "./send-invitation"
import * as switching from "./switch"
import * as teamMembers from "./team-members"

let world: World
let owner: string
let member: string
let memberEmail: string
beforeAll(async () => {
  world = await aFullWorld()
  owner = await cookieFor(world.people.owner.email)
  memberEmail = (await world.colleague()).email
  member = await cookieFor(memberEmail)
})

type Door = { action?: (args: never) => unknown; loader?: (args: never) => unknown }

/** Posts a form at a door, as the owner unless another is given. */
const post = (
  door: Door,
  path: string,
  params: Record<string, string> = {},
  form = {},
  cookie: string | undefined = owner,
) => answerOf(() => door.action!(knock({ path, params, form, cookie }) as never))
const ask = (door: Door, path: string, params: Record<string, string> = {}, cookie?: string) =>
  answerOf(() => door.loader!(knock({ path, params, cookie }) as never))

const statusOf = async (table: string, id: string, column: string) =>
  (await rows<{ is: unknown }>(world, `select ${column} as is from ${table} where id = $1`, [id]))[0]!.is

describe("the pages of people", () => {
  it("are for owners and managers alone", async () => {
    expect((await ask(people, "/settings/people", {}, owner)).status).toBe(200)
    expect((await ask(people, "/settings/people", {}, member)).status).toBe(403)
    expect((await ask(people, "/settings/people")).headers.get("Location")).toContain("/login")
    const form = { emails: world.newEmail(), role: "guest" }
    expect((await post(invite, "/settings/people/invite", {}, form, member)).status).toBe(403)
  })

  it("keep what was typed when an address is none", async () => {
    const typed = { emails: "fine@a.example, wrong", role: "guest" }
    const { status, body } = await post(invite, "/settings/people/invite", {}, typed)
    expect(status).toBe(422)
    expect(body).toMatchObject({
      reply: { initialValue: { emails: typed.emails }, error: { emails: [expect.stringContaining("wrong")] } },
    })
  })

  it("send an invitation again and take it back", async () => {
    const { invitationId } = await world.invitation()
    expect((await post(send, `/settings/people/invitations/${invitationId}/send`, { invitationId })).status).toBe(303)
    expect(
      (await ask(revoke, `/settings/people/invitations/${invitationId}/revoke`, { invitationId }, owner)).body,
    ).toHaveProperty("email")
    expect((await post(revoke, `/settings/people/invitations/${invitationId}/revoke`, { invitationId })).status).toBe(
      303,
    )
    expect(await statusOf("invitations", invitationId, "revoked_at is not null")).toBe(true)
  })

  it("change a member, remove them and bring them back", async () => {
    const { memberId } = await world.colleague()
    expect(
      (await post(edit, `/settings/people/members/${memberId}/edit`, { memberId }, { role: "finance" })).status,
    ).toBe(303)
    expect((await ask(remove, `/settings/people/members/${memberId}/remove`, { memberId }, owner)).status).toBe(200)
    expect((await post(remove, `/settings/people/members/${memberId}/remove`, { memberId })).status).toBe(303)
    expect((await post(restore, `/settings/people/members/${memberId}/restore`, { memberId })).status).toBe(303)
    const found = await rows(world, "select role, status from members where person_id = $1", [memberId])
    expect(found).toEqual([{ role: "finance", status: "active" }])
  })

  it("put colleagues into a team and take them out", async () => {
    const { teamId } = await world.team()
    const { memberId } = await world.colleague()
    const path = `/settings/teams/${teamId}/members/assign`
    expect((await ask(teamMembers, path, { teamId }, owner)).body).toMatchObject({ wereIn: [] })
    expect((await post(teamMembers, path, { teamId }, { memberIds: memberId })).status).toBe(303)
    expect((await ask(teamMembers, path, { teamId }, owner)).body).toMatchObject({ wereIn: [memberId] })
    expect((await post(teamMembers, path, { teamId }, { wereIn: memberId })).status).toBe(303)
    expect(await rows(world, "select team_id from members where person_id = $1", [memberId])).toEqual([
      { team_id: null },
    ])
    expect((await ask(teamMembers, path, { teamId }, member)).status).toBe(403)
  })

  it("make, move, delete and restore a team", async () => {
    expect((await post(newTeam, "/settings/teams/new", {}, { name: "Web" })).status).toBe(303)
    const { teamId } = await world.team()
    const moved = { name: "Brand", parentId: world.teamId, version: "1" }
    expect((await post(editTeam, `/settings/teams/${teamId}/edit`, { teamId }, moved)).status).toBe(303)
    const within = { name: "Everyone", parentId: teamId, version: "1" }
    const circle = await post(editTeam, `/settings/teams/${world.teamId}/edit`, { teamId: world.teamId }, within)
    expect(circle).toMatchObject({
      status: 422,
      body: { reply: { error: { parentId: [expect.stringContaining("within itself")] } } },
    })
    expect((await post(deleteTeam, `/settings/teams/${teamId}/delete`, { teamId })).status).toBe(303)
    expect(await statusOf("teams", teamId, "deleted_at is not null")).toBe(true)
    expect((await post(restoreTeam, `/settings/teams/${teamId}/restore`, { teamId })).status).toBe(303)
    expect(await statusOf("teams", teamId, "deleted_at is null and parent_id is not null")).toBe(true)
  })

  it("lead out of the organization, and into another one", async () => {
    const { email } = await world.colleague()
    const cookie = await cookieFor(email)
    expect((await ask(leave, "/organizations/leave", {}, cookie)).status).toBe(200)
    const { organizationId } = world
    const at = `/organizations/${organizationId}/switch`
    const switched = await post(switching, at, { organizationId }, {}, cookie)
    const next = cookieOf(switched.headers.get("Set-Cookie")!)
    expect(secretIn(next)).not.toBe(secretIn(cookie))
    const left = await post(leave, "/organizations/leave", {}, {}, next)
    expect(left.headers.get("Location")).toBe("/login")
    expect((await ask(people, "/settings/people", {}, next)).headers.get("Location")).toContain("/login")
  })
})

describe("the page of an invitation", () => {
  const form = { name: "Nora New", password: "a-quiet-harbour-9" }

  it("changes nothing when it is opened, however often", async () => {
    const { token } = await world.invitation()
    for (let at = 0; at < 5; at++) expect((await ask(invitation, "/invitation/x", { token })).body).not.toBeNull()
    const joined = await answerOf(() => invitation.action(knock({ path: "/invitation/x", params: { token }, form })))
    expect(joined.status).toBe(303)
    expect(joined.headers.get("Location")).toBe("/")
    expect((await ask(invitation, "/invitation/x", { token })).body).toBeNull()
  })

  it("is the same for a token that is unknown, empty, revoked or used, and tells no token", async () => {
    const { token, email } = await world.invitation()
    const { body } = await ask(invitation, "/invitation/x", { token })
    expect(JSON.stringify(body)).toContain(email)
    expect(JSON.stringify(body)).not.toContain(token)
    for (const none of ["", "[]", "null", "lmnopqrstuvwxyz-lmnopqrstuvwxyz-lmnopqrstuv"]) {
      expect(await ask(invitation, "/invitation/x", { token: none })).toMatchObject({ status: 200, body: null })
    }
  })

  it("says so to whoever is signed in as somebody else", async () => {
    const { token } = await world.invitation()
    const { body } = await ask(invitation, "/invitation/x", { token }, member)
    expect(body).toMatchObject({ stranger: memberEmail })
    const joined = await post(invitation, "/invitation/x", { token }, form, member)
    expect(joined).toMatchObject({
      status: 409,
      body: { reply: { error: { "": [expect.stringContaining("somebody else")] } } },
    })
  })
})
