import { beforeAll, describe, expect, it } from "vitest"
import { mint, type StaffContext } from "~/platform/data/contexts.server"
import { webPool } from "~/platform/data/database.server"
import { sha256 } from "~/platform/security/crypto.server"
import { type Agency, anAgency, password, visitor } from "../../tests/support/world"
import { createAuthenticator } from "./create-authenticator.server"
import { createPasskey } from "./create-passkey.server"
import { deleteAuthenticator } from "./delete-authenticator.server"
import { editPassword } from "./edit-password.server"
import { renewRecoveryCode } from "./renew-recovery-code.server"
import { requestEmailChange } from "./request-email-change.server"
import { revokeSession } from "./revoke-session.server"
import { listSessions } from "./session-queries.server"
import { signIn } from "./sign-in.server"

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
    await expect(createAuthenticator(bound, {})).rejects.toMatchObject(refused)
    await expect(renewRecoveryCode(bound, {})).rejects.toMatchObject(refused)
    await expect(deleteAuthenticator(bound, {})).rejects.toMatchObject(refused)
    const passkey = { ceremony: "x".repeat(43), name: "Phone", response: "{}" }
    await expect(createPasskey(bound, passkey)).rejects.toMatchObject(refused)
    await expect(revokeSession(bound, { sessionId: null })).rejects.toMatchObject(refused)
  })

  it("neither sees nor ends the sessions that they have of their own", async () => {
    const ids = (list: { id: string }[]) => list.map(({ id }) => id)
    expect(ids(await listSessions(bound, {}))).toEqual([bound.sessionId])
    expect(ids(await listSessions(own, {}))).toEqual(expect.arrayContaining([own.sessionId, bound.sessionId]))
    await expect(revokeSession(bound, { sessionId: own.sessionId })).rejects.toMatchObject({ kind: "not-found" })
    expect(await revokeSession(own, { sessionId: bound.sessionId })).toEqual({ ended: 1 })
  })
})
