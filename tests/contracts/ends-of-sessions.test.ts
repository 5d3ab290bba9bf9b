import { afterAll, beforeAll, expect, it } from "vitest"
import { assignSuperAdmin } from "~/identity/assign-super-admin.server"
import { confirmAuthenticator } from "~/identity/confirm-authenticator.server"
import { confirmEmailChange } from "~/identity/confirm-email-change.server"
import { createPasskey } from "~/identity/create-passkey.server"
import { deleteAuthenticator } from "~/identity/delete-authenticator.server"
import { deletePasskey } from "~/identity/delete-passkey.server"
import { editPassword } from "~/identity/edit-password.server"
import { openChange } from "~/identity/email-change-token.server"
import { renewRecoveryCode } from "~/identity/renew-recovery-code.server"
import { requestEmailChange } from "~/identity/request-email-change.server"
import { requestPasskey } from "~/identity/request-passkey.server"
import { requestReset } from "~/identity/request-reset.server"
import { resetPassword } from "~/identity/reset-password.server"
import { revokeSession } from "~/identity/revoke-session.server"
import { signOutEverywhere } from "~/identity/sign-out-everywhere.server"
import { codeAt } from "~/identity/totp.server"
import { editMember } from "~/members/edit-member.server"
import { joinOrganization } from "~/members/join-organization.server"
import { leaveOrganization } from "~/members/leave-organization.server"
import { removeMember } from "~/members/remove-member.server"
import { switchOrganization } from "~/members/switch-organization.server"
import { createRole } from "~/organizations/create-role.server"
import { createSupportGrant } from "~/organizations/create-support-grant.server"
import { deleteOrganization } from "~/organizations/delete-organization.server"
import { editFactorPolicy } from "~/organizations/edit-factor-policy.server"
import { editRole } from "~/organizations/edit-role.server"
import { revokeSupportGrant } from "~/organizations/revoke-support-grant.server"
import { startSupportSession } from "~/organizations/start-support-session.server"
import { mint, type StaffContext } from "~/platform/data/contexts.server"
import { webPool } from "~/platform/data/database.server"
import { RECHECK_MS } from "~/platform/http/feed.server"
import { resolveSession } from "~/platform/security/resolve.server"
import { sessionCookie } from "~/platform/security/sessions.server"
import { aPasskey } from "../support/a-passkey"
import { tokenOfReset, withApp, withPasskey } from "../support/factors"
import { cookieFor, cookieOf, secretIn, sessionOf } from "../support/knock"
import { makePeople } from "../support/people"
import { type ServedHouse, servedHouse } from "../support/served-house"
import { type Agency, anAgency, password, program, visitor } from "../support/world"

/*
 * What ends the sessions of somebody elsewhere: a change of their password, their address, their factors, their role or their
 * standing. From the next request on an ended session opens nothing, and its stream of what happens ends too.
 */

/** Somebody whose session stands open elsewhere, and what ends it; `isOwn` when they do it themselves and stay in where they do. */
type Way = {
  email?: string
  elsewhere?: string
  isOwn?: true
  act: (self: StaffContext, mine: string) => Promise<unknown>
}

const emailChangeOf = async ({ people }: Agency) => {
  const text = "select id, token_sealed from email_changes where person_id = $1"
  const { rows } = await webPool().query<{ id: never; token_sealed: string }>(text, [people.owner.personId])
  return openChange(rows[0]!.id, rows[0]!.token_sealed)
}

/** A colleague with a role, and what the owner does about them. */
const toColleague =
  (role: "manager" | "member", act: (owner: StaffContext, memberId: StaffContext["personId"]) => Promise<unknown>) =>
  async (agency: Agency): Promise<Way> => {
    const { email, memberId } = await makePeople(agency).colleague(role)
    return { email, act: () => act(agency.owner, memberId) }
  }

/** A colleague who belongs to another organization too. */
async function inTwo(agency: Agency) {
  const people = makePeople(agency)
  const { email } = await people.colleague()
  const other = await anAgency({ name: "Other" })
  const { token } = await makePeople(other).invitation("guest", email)
  await joinOrganization(visitor(), { token, previous: await people.sessionOf(email) })
  return { email, other: other.organizationId }
}

const granted = { deals: { read: "all", edit: "all" } } as const

const ways: Record<string, (agency: Agency) => Promise<Way>> = {
  "all others are revoked": async () => ({ isOwn: true, act: (self) => revokeSession(self, { sessionId: null }) }),
  "they sign out everywhere": async () => ({ act: (_, mine) => signOutEverywhere(visitor(), { secret: mine }) }),
  "the password is changed": async () => ({
    isOwn: true,
    act: (self) => editPassword(self, { currentPassword: password, password: "a kettle on a slow train" }),
  }),
  "the password is reset": async ({ people }) => ({
    async act() {
      await requestReset(visitor(), { email: people.owner.email })
      await resetPassword(visitor(), { token: await tokenOfReset(people.owner.personId), password })
    },
  }),
  "the address is changed": async (agency) => ({
    async act(self) {
      await requestEmailChange(self, { email: `new.${agency.people.owner.email}` })
      await confirmEmailChange(visitor(), { token: await emailChangeOf(agency), secret: null })
    },
  }),
  async "an authenticator app is confirmed"({ people }) {
    const secret = await withApp(people.owner.personId, null)
    return { isOwn: true, act: (self) => confirmAuthenticator(self, { code: codeAt(secret, self.now) }) }
  },
  async "an authenticator app is removed"({ people }) {
    await withApp(people.owner.personId)
    return { isOwn: true, act: (self) => deleteAuthenticator(self, {}) }
  },
  "a passkey is added": async () => ({
    isOwn: true,
    async act(self) {
      const { secret: ceremony, options } = await requestPasskey(self, {})
      return createPasskey(self, { ceremony, name: "Laptop", response: aPasskey().made(options.challenge) })
    },
  }),
  async "a passkey is removed"({ people }) {
    const { passkeyId } = await withPasskey(people.owner.personId)
    return { isOwn: true, act: (self) => deletePasskey(self, { passkeyId }) }
  },
  async "recovery codes are made anew"({ people }) {
    await withApp(people.owner.personId)
    return { isOwn: true, act: (self) => renewRecoveryCode(self, {}) }
  },
  "their role is lessened": toColleague("manager", (owner, memberId) =>
    editMember(owner, { memberId, role: "guest", teamId: null }),
  ),
  async "what their own role allows is lessened"(agency) {
    const { owner } = agency
    const { email, memberId } = await makePeople(agency).colleague("manager")
    const { roleId } = await createRole(owner, { base: "manager", name: "Reviewer", granted })
    await editMember(owner, { memberId, role: roleId, teamId: null })
    const less = { deals: { read: "all" } }
    return { email, act: () => editRole(owner, { roleId, version: 1, name: "Reviewer", granted: less }) }
  },
  async "their own role hides more"(agency) {
    const { owner } = agency
    const { email, memberId } = await makePeople(agency).colleague("manager")
    const { roleId } = await createRole(owner, { base: "manager", name: "Reader", granted })
    await editMember(owner, { memberId, role: roleId, teamId: null })
    return {
      email,
      act: () => editRole(owner, { roleId, version: 1, name: "Reader", granted, hides: ["money"] }),
    }
  },
  "their role must show a second factor": toColleague("manager", (owner) =>
    editFactorPolicy(owner, { roles: ["manager"] }),
  ),
  "they are removed": toColleague("member", (owner, memberId) => removeMember(owner, { memberId, successorId: null })),
  async "they leave"(agency) {
    const { email } = await makePeople(agency).colleague()
    return { email, act: (_, mine) => leaveOrganization(visitor(), { secret: mine, successorId: null }) }
  },
  async "they go on in another organization"(agency) {
    const { email, other } = await inTwo(agency)
    const elsewhere = await cookieFor(email)
    const secret = secretIn(elsewhere)
    return { email, elsewhere, act: () => switchOrganization(visitor(), { secret, toOrganizationId: other }) }
  },
  "their account is closed": async ({ people }) => ({
    act: () => webPool().query("update people set disabled_at = now() where id = $1", [people.owner.personId]),
  }),
  "the organization is deleted": async ({ owner }) => ({ act: () => deleteOrganization(owner, { name: "Ending" }) }),
  async "support's leave is taken back"({ owner, people, system }) {
    const { grantId } = await createSupportGrant(owner, { hours: "4", reason: "A total looks wrong" })
    const email = (await anAgency({ name: "Keepers" })).people.owner.email
    await assignSuperAdmin(program(), { email, isSuperAdmin: true })
    const { secret } = await startSupportSession(system(), { email, previous: null })
    const elsewhere = cookieOf(await sessionCookie(secret))
    return { email: people.owner.email, elsewhere, act: () => revokeSupportGrant(owner, { grantId }) }
  },
}

let house: ServedHouse
beforeAll(async () => {
  house = await servedHouse()
})
afterAll(() => house?.close())

/** Whether a cookie lets somebody in, and not to signing in or to setting up a factor. */
const opens = async (cookie: string) => ![302, 303].includes((await house.ask({ path: "/", cookie })).status)

async function signedIn(agency: Agency, email: string) {
  const { rows } = await webPool().query<{ id: string }>("select id from people where email = $1", [email])
  return sessionOf(agency, rows[0]!.id)
}

/** Does what ends the sessions of somebody; `settled` waits for the end of their stream. */
async function tried(name: string, makeWay: (agency: Agency) => Promise<Way>) {
  const agency = await anAgency({ name: "Ending" })
  const way = await makeWay(agency)
  const { email = agency.people.owner.email } = way
  const [mine, elsewhere] = [await signedIn(agency, email), way.elsewhere ?? (await signedIn(agency, email))]
  const { sessionId } = (await resolveSession(secretIn(mine), new Date()))!
  const stream = await house.listen(elsewhere)
  const before = [stream.status, await opens(elsewhere)]
  const result = (await way.act(mint({ ...agency.owner, sessionId }), secretIn(mine))) as
    | { secret?: string }
    | undefined
  const after = await opens(elsewhere)
  const renewed = result?.secret ? cookieOf(await sessionCookie(result.secret)) : mine
  const staysIn = way.isOwn ? await opens(renewed) : null
  const settled = async () => {
    await stream.ended
    return { name, before, after, again: (await house.listen(elsewhere)).status, staysIn }
  }
  return { settled }
}

it("other sessions end at once, and their streams with the next look at them, whatever ends them", async () => {
  const done = []
  for (const [name, way] of Object.entries(ways)) done.push(await tried(name, way))
  const all = await Promise.all(done.map(({ settled }) => settled()))
  expect(all).toEqual(
    all.map(({ name, staysIn }) => ({
      ...{ name, before: [200, true], after: false, again: 401 },
      staysIn: staysIn === null ? null : true,
    })),
  )
  expect(all.filter(({ staysIn }) => staysIn)).toHaveLength(7)
  expect(RECHECK_MS).toBeLessThan(5_000)
}, 120_000)

it("a session goes on where nothing was taken", async () => {
  const agency = await anAgency({ name: "Going on" })
  const { email, memberId } = await makePeople(agency).colleague("manager")
  const { roleId } = await createRole(agency.owner, { base: "manager", name: "Growing", granted })
  await editMember(agency.owner, { memberId, role: roleId, teamId: null })
  const cookie = await cookieFor(email)
  const more = { ...granted, leads: { read: "all" } }
  await editRole(agency.owner, { roleId, version: 1, name: "Growing", granted: more })
  expect(await opens(cookie)).toBe(true)
})
