import { beforeAll, beforeEach, describe, expect, it } from "vitest"
import { switchOrganization } from "~/members/switch-organization.server"
import { joinMember } from "~/organizations/join-member.server"
import { mint } from "~/platform/data/contexts.server"
import { webPool } from "~/platform/data/database.server"
import { type Id, newId } from "~/platform/language/ids"
import { resolveSession } from "~/platform/security/resolve.server"
import { secretFor, withApp, withoutFactors } from "../../tests/support/factors"
import { type Agency, anAgency, password, rows, visitor } from "../../tests/support/world"
import { createAuthenticator } from "./create-authenticator.server"
import { editPassword } from "./edit-password.server"
import { renewRecoveryCode } from "./renew-recovery-code.server"
import { revokeSession } from "./revoke-session.server"
import { signIn } from "./sign-in.server"
import { signInByFactor } from "./sign-in-by-factor.server"
import { signOut } from "./sign-out.server"
import { signOutEverywhere } from "./sign-out-everywhere.server"

const email = "pia@both.example"
let home: Agency
let other: Agency
let stranger: Agency
let personId: Id<"people">
let since: string
beforeAll(async () => {
  ;[home, other, stranger] = [await anAgency(), await anAgency({ name: "Harbor" }), await anAgency({ name: "Quay" })]
  const pia = { name: "Pia Both", email, role: "member" as const, teamId: null }
  personId = (await joinMember(home.system(), { ...pia, password })).personId
  await joinMember(other.system(), pia)
})
beforeEach(async () => {
  await withoutFactors(personId)
  since = newId()
})

type Told = { name: string; actor: string | null; who: string; ip: string | null; payload: Record<string, unknown> }

/** What an organization's record says since the test began: name, who did it, and the facts. */
const toldTo = (agency: Agency) =>
  rows<Told>(
    agency,
    `select e.name, e.actor_id as actor, d.actor_name as who, d.ip, e.payload from events e
     join event_details d on d.event_id = e.id where e.id > $1 order by e.id`,
    [since],
  )
const namesTold = async () =>
  Promise.all([home, other, stranger].map(async (agency) => (await toldTo(agency)).map(({ name }) => name)))
const above = async () =>
  (await webPool().query<{ name: string }>("select name from installation_events where id > $1 order by id", [since]))
    .rows

const pia = async (secret: string) => {
  const { sessionId } = (await resolveSession(secret, new Date()))!
  return mint({ ...home.member, personId, email, name: "Pia Both", sessionId, now: new Date() })
}

describe("an organization's record", () => {
  it("tells of a sign-in where its session stands, and of its end there; no other organization learns of it", async () => {
    const secret = await secretFor(email)
    await signOut(visitor(), { secret })
    expect(await namesTold()).toEqual([["session.started", "session.ended"], [], []])
    expect(await toldTo(home)).toMatchObject([
      { actor: personId, who: "Pia Both", ip: "192.0.2.1", payload: { personId } },
      { actor: personId, who: "Pia Both", payload: { personId, everywhere: false } },
    ])
    expect((await above()).map(({ name }) => name)).toEqual(["session.started", "session.ended"])
  })

  it("finds a person's sign-ins from the person", async () => {
    const secret = await secretFor(email)
    await signOut(visitor(), { secret })
    const found = await rows<{ name: string }>(
      home,
      "select e.name from event_subjects s join events e on e.id = s.event_id where s.subject_id = $1 and e.id > $2 order by e.id",
      [personId, since],
    )
    expect(found.map(({ name }) => name)).toEqual(["session.started", "session.ended"])
  })

  it("tells of a refused sign-in wherever the person belongs, as somebody's, and of an unknown address nowhere", async () => {
    await signIn(visitor(), { email, password: "a wrong password" })
    await signIn(visitor(), { email: "nobody@both.example", password })
    expect(await namesTold()).toEqual([["session.refused"], ["session.refused"], []])
    const refused = { actor: null, who: "Visitor", payload: { reason: "password", personId } }
    expect([await toldTo(home), await toldTo(other)]).toMatchObject([[refused], [refused]])
    expect(await above()).toHaveLength(2)
  })

  it("tells of going on elsewhere: an end in the one, a beginning in the other", async () => {
    const secret = await secretFor(email)
    since = newId()
    const { secret: there } = await switchOrganization(visitor(), { secret, toOrganizationId: other.organizationId })
    expect(await namesTold()).toEqual([["session.ended"], ["session.started"], []])
    await signOut(visitor(), { secret: there })
  })

  it("tells each organization of its own sessions when all of them end, and how many were its own", async () => {
    const everywhere = await secretFor(email)
    await signOutEverywhere(visitor(), { secret: everywhere })
    const [kept, gone, moved] = [await secretFor(email), await secretFor(email), await secretFor(email)]
    await switchOrganization(visitor(), { secret: moved, toOrganizationId: other.organizationId })
    const ctx = await pia(kept)
    since = newId()
    expect(await revokeSession(ctx, { sessionId: null })).toEqual({ ended: 2 })
    expect(await namesTold()).toEqual([["session.revoked"], ["session.revoked"], []])
    expect([await toldTo(home), await toldTo(other)]).toMatchObject([
      [{ actor: personId, payload: { ended: 1 } }],
      [{ actor: personId, who: "Pia Both", payload: { ended: 1 } }],
    ])
    expect(await resolveSession(gone, new Date())).toBeNull()
    since = newId()
    await signOutEverywhere(visitor(), { secret: kept })
    expect(await namesTold()).toEqual([["session.ended"], [], []])
  })

  it("tells of second factors and of a new password in every organization of the person, once in each", async () => {
    const secret = await secretFor(email)
    const ctx = await pia(secret)
    since = newId()
    await createAuthenticator(ctx, {})
    await withApp(personId)
    const { codes } = await renewRecoveryCode(ctx, {})
    await editPassword(await pia(await codeSignIn(codes[0]!)), {
      currentPassword: password,
      password: "another-lantern-43",
    })
    const [here, there, nowhere] = await namesTold()
    const ofAccount = [
      "authenticator.created",
      "recovery-code.renewed",
      "factor.requested",
      "recovery-code.used",
      "password.edited",
    ]
    expect(here!.filter((name) => ofAccount.includes(name))).toEqual(ofAccount)
    expect(there).toEqual(ofAccount)
    expect(nowhere).toEqual([])
    expect(JSON.stringify(await toldTo(other))).not.toContain(home.organizationId)
  })
})

/** Signs in by password and a recovery code. */
async function codeSignIn(code: string): Promise<string> {
  const entered = await signIn(visitor(), { email, password })
  if (entered.signedIn || !entered.pending) throw new Error("No second factor was asked for")
  const outcome = await signInByFactor(visitor(), { pending: entered.pending, code })
  if (!outcome.signedIn) throw new Error("not signed in")
  return outcome.secret
}
