import { beforeAll, describe, expect, it } from "vitest"
import { mint, type StaffContext } from "~/platform/data/contexts.server"
import { webPool } from "~/platform/data/database.server"
import { sha256 } from "~/platform/security/crypto.server"
import { resolveSession } from "~/platform/security/resolve.server"
import { withApp, withoutFactors } from "../../tests/support/factors"
import { type Agency, anAgency, password, visitor } from "../../tests/support/world"
import { confirmAuthenticator } from "./confirm-authenticator.server"
import { confirmFactor } from "./confirm-factor.server"
import { createAuthenticator } from "./create-authenticator.server"
import { createPasskey } from "./create-passkey.server"
import { deleteAuthenticator } from "./delete-authenticator.server"
import { editPassword } from "./edit-password.server"
import { findAuthenticator, ownFactors } from "./factor-queries.server"
import { requestEmailChange } from "./request-email-change.server"
import { revokeSession } from "./revoke-session.server"
import { listSessions } from "./session-queries.server"
import { signIn } from "./sign-in.server"
import { signOutEverywhere } from "./sign-out-everywhere.server"
import { codeAt } from "./totp.server"

let agency: Agency
let bound: StaffContext
let own: StaffContext

/** The owner as somebody who came in so. */
async function cameIn(isBound: boolean): Promise<StaffContext> {
  const outcome = await signIn(visitor(), { email: agency.people.owner.email, password })
  const secret = "secret" in outcome ? outcome.secret : ""
  const { rows } = await webPool().query(
    "update sessions set is_bound_to_organization = $2 where token_hash = $1 returning id",
    [sha256(secret), isBound],
  )
  const now = new Date()
  return mint({ ...agency.owner, now, sessionId: rows[0].id, authenticatedAt: now })
}

beforeAll(async () => {
  agency = await anAgency()
  own = await cameIn(false)
  bound = await cameIn(true)
})

describe("whoever came in by an organization's identity provider", () => {
  it("changes nothing that they are elsewhere, however fresh their proof is", async () => {
    const chosen = "a-quiet-harbour-9"
    const refused = { kind: "forbidden", message: expect.stringContaining("identity provider") }
    await expect(editPassword(bound, { currentPassword: password, password: chosen })).rejects.toMatchObject(refused)
    await expect(requestEmailChange(bound, { email: "evil@issuer.example" })).rejects.toMatchObject(refused)
    const passkey = { ceremony: "x".repeat(43), name: "Phone", response: "{}" }
    await expect(createPasskey(bound, passkey)).rejects.toMatchObject(refused)
  })

  it("neither sees nor ends the sessions that they have of their own", async () => {
    const ids = ({ sessions }: { sessions: { id: string }[] }) => sessions.map(({ id }) => id)
    expect(ids(await listSessions(bound, {}))).toEqual([bound.sessionId])
    expect(await listSessions(bound, {})).toMatchObject({ isBound: true })
    expect(ids(await listSessions(own, {}))).toEqual(expect.arrayContaining([own.sessionId, bound.sessionId]))
    await expect(revokeSession(bound, { sessionId: own.sessionId })).rejects.toMatchObject({ kind: "not-found" })
    expect(await revokeSession(own, { sessionId: bound.sessionId })).toEqual({ ended: 1 })
  })

  it("ends all others that the provider opened there, and signs out everywhere there and nowhere else", async () => {
    const others = await anAgency({ name: "Harbor" })
    const [first, second, third] = [await cameIn(true), await cameIn(true), await cameIn(true)]
    const elsewhere = "update sessions set organization_id = $2 where id = $1"
    await webPool().query(elsewhere, [third.sessionId, others.organizationId])
    const alive = async () => {
      const { rows } = await webPool().query("select id from sessions where person_id = $1 and revoked_at is null", [
        agency.people.owner.personId,
      ])
      return rows.map(({ id }) => id)
    }
    const waiting =
      "insert into ceremonies (token_hash, kind, person_id, state, expires_at) values ($1, 'second-factor', $2, '{}', now() + interval '1 hour')"
    await webPool().query(waiting, [sha256("waiting"), agency.people.owner.personId])
    expect(await revokeSession(first, { sessionId: null })).toEqual({ ended: 1 })
    expect(await alive()).toEqual(expect.arrayContaining([own.sessionId, first.sessionId, third.sessionId]))
    expect(await alive()).not.toContain(second.sessionId)
    const secret = "a secret of the test's own"
    await webPool().query("update sessions set token_hash = $2 where id = $1", [first.sessionId, sha256(secret)])
    expect(await signOutEverywhere(visitor(), { secret })).toEqual({ ended: true, isBound: true })
    expect(await alive()).toEqual(expect.arrayContaining([own.sessionId, third.sessionId]))
    expect(await alive()).not.toContain(first.sessionId)
    const still = "select from ceremonies where token_hash = $1 and used_at is null"
    expect((await webPool().query(still, [sha256("waiting")])).rows).toHaveLength(1)
  })

  it("sets up an app that counts there, so, and nowhere else", async () => {
    own = await cameIn(false)
    bound = await cameIn(true)
    await createAuthenticator(bound, {})
    const waiting = await findAuthenticator(bound, {})
    const made = await confirmAuthenticator(bound, { code: codeAt(waiting!.secret, new Date()) })
    expect([made.codes.length, await findAuthenticator(own, {})]).toEqual([10, null])
    bound = mint({ ...bound, sessionId: (await resolveSession(made.secret!, new Date()))!.sessionId })
    expect(await ownFactors(bound, {})).toMatchObject({ isBound: true, codesLeft: 10, own: { authenticator: null } })
    expect(await ownFactors(own, {})).toMatchObject({ isBound: false, authenticator: null, codesLeft: 0 })
    const next = codeAt(waiting!.secret, new Date(Date.now() + 30_000))
    expect(await confirmFactor(own, { code: next })).toMatchObject({ confirmed: false })
    expect(await confirmFactor(bound, { code: next })).toEqual({ confirmed: true })
    expect(await confirmFactor(bound, { code: made.codes[0]! })).toEqual({ confirmed: true })
    const outcome = await signIn(visitor(), { email: agency.people.owner.email, password })
    expect(outcome.signedIn).toBe(true)
    await deleteAuthenticator(bound, {})
    bound = await cameIn(true)
  })

  it("shows what is their own as well, and changes none of it", async () => {
    const secret = await withApp(agency.people.owner.personId)
    expect(await confirmFactor(bound, { code: codeAt(secret, new Date()) })).toEqual({ confirmed: true })
    await expect(deleteAuthenticator(bound, {})).rejects.toMatchObject({ kind: "not-found" })
    expect(await ownFactors(own, {})).toMatchObject({ authenticator: expect.anything() })
    await withoutFactors(agency.people.owner.personId)
  })
})
