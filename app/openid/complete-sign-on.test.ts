import { beforeAll, beforeEach, describe, expect, it } from "vitest"
import { signIn } from "~/identity/sign-in.server"
import { joinMember } from "~/organizations/join-member.server"
import { webPool } from "~/platform/data/database.server"
import type { Id } from "~/platform/language/ids"
import { sha256 } from "~/platform/security/crypto.server"
import { resolveSession } from "~/platform/security/resolve.server"
import { anIssuer, type Colleague, type TestIssuer, throughIssuer } from "../../tests/support/issuer"
import { type Agency, anAgency, password, rows, runJobs, visitor, withSandbox } from "../../tests/support/world"
import { completeSignOn } from "./complete-sign-on.server"
import { createIdentityProvider } from "./create-identity-provider.server"
import { deleteIdentityProvider } from "./delete-identity-provider.server"
import { editIdentityProvider } from "./edit-identity-provider.server"
import { getIdentityProvider } from "./provider-queries.server"
import { refusals } from "./sign-on"
import { startSignOn } from "./start-sign-on.server"
import { unlinkSubject } from "./unlink-subject.server"

const redirectUri = "http://localhost:3000/login/sso/northlight/callback"
const clientSecret = "a secret that is long enough for a test"
const groups = [
  { group: "books", role: "finance" as const },
  { group: "leads", role: "manager" as const },
]

let issuer: TestIssuer
let agency: Agency
let other: Agency
let providerId: Id<"identity_providers">
let keys = 0

const make = (of: Agency, change: object = {}) =>
  createIdentityProvider(of.owner, {
    ...{ name: "Northlight ID", key: `northlight-${++keys}`, issuer: issuer.issuer, clientId: "signoff", clientSecret },
    ...{ role: "member" as const, isEnabled: true, groups, ...change },
  })

const setOut = async (from = providerId, of = agency) => {
  const started = await startSignOn(of.system(), { providerId: from, redirectUri, returnTo: "/deals" })
  if (!started.ok) throw new Error(started.sentence)
  return started
}

/** Somebody goes to the issuer and comes back with its answer. */
const signOn = async (colleague: Colleague, { from = providerId, of = agency } = {}) => {
  issuer.now.colleague = colleague
  const { address, token } = await setOut(from, of)
  const answer = await throughIssuer(address)
  return completeSignOn(of.system(), { providerId: from, answer, token })
}

const someone = (change: Partial<Colleague> = {}): Colleague => {
  const sub = `subject-${++keys}`
  return { sub, email: `${sub}@northlight.example`, email_verified: true, name: "Nora New", groups: [], ...change }
}

const sessionOf = async (outcome: Awaited<ReturnType<typeof signOn>>) => {
  if (!outcome.signedIn) throw new Error(outcome.sentence)
  const holder = await resolveSession(outcome.secret, new Date())
  if (!holder) throw new Error("There is no session")
  return holder
}

const saying = (reason: keyof typeof refusals) => ({
  signedIn: false,
  sentence: expect.stringContaining(refusals[reason]),
})

const memberWith = (email: string, of = agency) =>
  rows<{ role: string; status: string; person_id: string }>(of, "select * from members where email = $1", [email])

beforeAll(async () => {
  issuer = await anIssuer([{ clientId: "signoff", clientSecret, redirectUri }])
  agency = await anAgency()
  await withSandbox()
  other = await anAgency({ name: "Harbor" })
  providerId = (await make(agency)).providerId
})
beforeEach(() => {
  issuer.now.misbehaviour = null
})

describe("signing on", () => {
  it("makes a new colleague a member just in time, with the role of their group, in a session bound to here", async () => {
    const nora = someone({ groups: ["books", "elsewhere"] })
    const outcome = await signOn(nora)
    expect(outcome).toMatchObject({ signedIn: true, returnTo: "/deals" })
    const holder = await sessionOf(outcome)
    expect(holder).toMatchObject({ name: "Nora New", role: "finance", organizationId: agency.organizationId })
    const [session] = (await webPool().query("select * from sessions where id = $1", [holder.sessionId])).rows
    expect(session).toMatchObject({ is_bound_to_organization: true, factor_at: null })
    const events = await rows<{ name: string }>(agency, "select name from events order by id desc limit 6")
    expect(events.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        "sign-on.started",
        "sign-on.received",
        "member.joined",
        "sign-on.linked",
        "sign-on.completed",
      ]),
    )
  })

  it("knows somebody by their subject, whatever address they have by now", async () => {
    const nora = someone()
    const first = await sessionOf(await signOn(nora))
    const again = await sessionOf(
      await signOn({ ...nora, email: "nora.married@northlight.example", email_verified: false }),
    )
    expect(again.personId).toBe(first.personId)
    expect(again.email).toBe(nora.email)
  })

  it("counts the provider's second factor as one where the owner says so, and nowhere else", async () => {
    const trusted = (await make(agency, { countsFactor: true })).providerId
    const shown = { amr: ["pwd", "otp"] }
    expect((await factorOf(await signOn(someone(shown), { from: trusted }))).factorAt).not.toBeNull()
    expect((await factorOf(await signOn(someone(shown)))).factorAt).toBeNull()
    expect((await factorOf(await signOn(someone(), { from: trusted }))).factorAt).toBeNull()
  })

  it("gives another role when the groups change, and ends what was begun in the one before", async () => {
    const nora = someone({ groups: ["leads"] })
    const before = await signOn(nora)
    expect((await sessionOf(before)).role).toBe("manager")
    const after = await signOn({ ...nora, groups: ["books"] })
    expect((await sessionOf(after)).role).toBe("finance")
    expect(before.signedIn && (await resolveSession(before.secret, new Date()))).toBeNull()
    expect((await sessionOf(await signOn({ ...nora, groups: [] }))).role).toBe("member")
  })

  it("keeps out whoever is in no group with a role, where that is how it is set", async () => {
    const strict = (await make(agency, { role: null })).providerId
    const nora = someone({ groups: ["leads"] })
    expect(await signOn({ ...nora, groups: ["elsewhere"] }, { from: strict })).toEqual(saying("no-role"))
    expect(await memberWith(nora.email!)).toEqual([])
    expect((await sessionOf(await signOn(nora, { from: strict }))).role).toBe("manager")
    expect(await signOn({ ...nora, groups: [] }, { from: strict })).toEqual(saying("no-role"))
  })

  it("never makes an owner, and never unmakes one", async () => {
    const { email, personId } = agency.people.owner
    const holder = await sessionOf(await signOn(someone({ email, groups: ["books"] })))
    expect(holder).toMatchObject({ personId, role: "owner" })
    await expect(make(agency, { groups: [{ group: "bosses", role: "owner" as never }] })).rejects.toThrow()
  })

  it("links a member who is there by their vouched-for address, once, and tells them by mail", async () => {
    const { email, personId } = agency.people.guest
    const guest = someone({ email: email.toUpperCase() })
    expect((await sessionOf(await signOn(guest))).personId).toBe(personId)
    await runJobs()
    const { rows: mails } = await webPool().query<{ mail: object }>("select to_jsonb(m) as mail from sandbox.mails m")
    expect(JSON.stringify(mails.filter(({ mail }) => JSON.stringify(mail).includes(email)))).toContain(
      "Northlight signs you in by Northlight ID",
    )
    const again = someone({ email })
    expect(await signOn(again)).toEqual(saying("elsewhere"))
    await unlinkSubject(agency.owner, { providerId, memberId: personId })
    expect((await sessionOf(await signOn(again))).personId).toBe(personId)
  })

  it("links nobody by an address that the provider does not vouch for", async () => {
    const { email } = agency.people.manager
    expect(await signOn(someone({ email, email_verified: false }))).toEqual(saying("unverified"))
    expect(await signOn(someone({ email: undefined }))).toEqual(saying("unverified"))
  })

  it("does not let back in who was removed, nor an account that is closed, nor a super-admin", async () => {
    const nora = someone()
    const { personId } = await sessionOf(await signOn(nora))
    await asOwnerOfTables(agency, "update members set status = 'removed' where person_id = $1", [personId])
    expect(await signOn(nora)).toEqual(saying("removed"))
    expect(await signOn(someone({ email: nora.email }))).toMatchObject({ signedIn: false })
    const closed = someone()
    await webPool().query("update people set disabled_at = now() where id = $1", [
      (await sessionOf(await signOn(closed))).personId,
    ])
    expect(await signOn(closed)).toEqual(saying("closed"))
    const admin = someone()
    await webPool().query("update people set is_super_admin = true where id = $1", [
      (await sessionOf(await signOn(admin))).personId,
    ])
    expect(await signOn(admin)).toEqual(saying("super-admin"))
  })
})

describe("an issuer of one organization", () => {
  it("says nothing about another: whoever has an account there comes in here alone", async () => {
    const { email, personId } = other.people.owner
    const outcome = await signOn(someone({ email }))
    const holder = await sessionOf(outcome)
    expect(holder).toMatchObject({ personId, organizationId: agency.organizationId, role: "member" })
    const { rows: places } = await webPool().query("select * from app.resolve_memberships($1)", [
      sha256(outcome.signedIn ? outcome.secret : ""),
    ])
    expect(places.map((row) => row.organization_id)).toEqual([agency.organizationId])
    expect(await signIn(visitor(), { email, password })).toMatchObject({ signedIn: true })
    const [kept] = await memberWith(email, other)
    expect(kept).toMatchObject({ role: "owner", status: "active" })
  })

  it("does not answer for another's ceremony", async () => {
    const theirs = (await make(other)).providerId
    issuer.now.colleague = someone()
    const { address, token } = await setOut()
    const answer = await throughIssuer(address)
    expect(await completeSignOn(other.system(), { providerId: theirs, answer, token })).toEqual(saying("ceremony"))
    await expect(completeSignOn(other.system(), { providerId, answer, token })).rejects.toThrow("does not exist")
    const second = (await make(agency)).providerId
    expect(await completeSignOn(agency.system(), { providerId: second, answer, token })).toEqual(saying("ceremony"))
  })
})

describe("a provider's answer", () => {
  const comeBack = async () => {
    issuer.now.colleague = someone()
    const { address, token } = await setOut()
    return { answer: await throughIssuer(address), token }
  }

  it("is taken once, also when it comes twice at the same moment", async () => {
    const { answer, token } = await comeBack()
    const both = await Promise.all([1, 2].map(() => completeSignOn(agency.system(), { providerId, answer, token })))
    expect(both.filter(({ signedIn }) => signedIn)).toHaveLength(1)
    expect(await completeSignOn(agency.system(), { providerId, answer, token })).toEqual(saying("ceremony"))
  })

  it("is not taken from another browser", async () => {
    const { answer } = await comeBack()
    const another = await setOut()
    const given = { providerId, answer }
    expect(await completeSignOn(agency.system(), { ...given, token: null })).toEqual(saying("ceremony"))
    expect(await completeSignOn(agency.system(), { ...given, token: "x".repeat(43) })).toEqual(saying("ceremony"))
    expect(await completeSignOn(agency.system(), { ...given, token: another.token })).toEqual(saying("answer"))
  })

  it("is not taken after ten minutes", async () => {
    issuer.now.colleague = someone()
    const { address, token } = await setOut()
    const answer = await throughIssuer(address)
    const later = new Date(agency.owner.now.getTime() + 601_000)
    expect(await completeSignOn(agency.system(later), { providerId, answer, token })).toEqual(saying("ceremony"))
  })

  it("is not taken with another nonce", async () => {
    issuer.now.colleague = someone()
    const { address, token } = await setOut()
    const answer = await throughIssuer(address, (asked) => asked.set("nonce", "of-somebody-else"))
    expect(await completeSignOn(agency.system(), { providerId, answer, token })).toEqual(saying("answer"))
  })

  it("is not taken while the provider is switched off, and whoever came in by it is out", async () => {
    const from = (await make(agency)).providerId
    const outcome = await signOn(someone(), { from })
    const { address, token } = await setOut(from)
    const answer = await throughIssuer(address)
    const { providerId: _, hasSecret: _has, ...before } = await getIdentityProvider(agency.owner, { providerId: from })
    const change = { ...before, role: "member" as const, groups: [], isEnabled: false, clientSecret: "" }
    await editIdentityProvider(agency.owner, { providerId: from, ...change })
    expect(await completeSignOn(agency.system(), { providerId: from, answer, token })).toEqual(saying("disabled"))
    expect(await startSignOn(agency.system(), { providerId: from, redirectUri })).toMatchObject({ ok: false })
    expect(outcome.signedIn && (await resolveSession(outcome.secret, new Date()))).toBeNull()
  })
})

describe("an identity provider", () => {
  it("keeps its secret sealed and never shows it", async () => {
    const made = (await make(agency)).providerId
    const shown = JSON.stringify(await getIdentityProvider(agency.owner, { providerId: made }))
    const kept = JSON.stringify(await rows(agency, "select * from identity_providers where id = $1", [made]))
    const told = JSON.stringify(await rows(agency, "select before, after, personal from event_details"))
    for (const text of [shown, kept, told]) expect(text).not.toContain(clientSecret)
  })

  it("forgets its people when it becomes another issuer", async () => {
    const from = (await make(agency)).providerId
    await signOn(someone(), { from })
    const { providerId: _, hasSecret: _has, ...before } = await getIdentityProvider(agency.owner, { providerId: from })
    const change = { ...before, role: "member" as const, groups: [], clientSecret: "" }
    await editIdentityProvider(agency.owner, { providerId: from, ...change, issuer: "https://elsewhere.example" })
    expect(await rows(agency, "select * from provider_subjects where provider_id = $1", [from])).toEqual([])
  })

  it("has a key of its own in the whole installation, free again once it is deleted", async () => {
    const key = "only-once"
    const { providerId: first } = await make(agency, { key })
    await expect(make(agency, { key })).rejects.toMatchObject({ kind: "invalid", field: "key" })
    await expect(make(other, { key })).rejects.toMatchObject({ kind: "invalid", field: "key" })
    await deleteIdentityProvider(agency.owner, { providerId: first })
    await expect(make(other, { key })).resolves.toBeDefined()
  })

  it("is an owner's to set, and only at an address that may be asked", async () => {
    for (const role of ["manager", "member", "finance", "guest"] as const)
      await expect(createIdentityProvider(agency.as(role), {} as never)).rejects.toMatchObject({ kind: "forbidden" })
    for (const issuer of ["http://login.example.com", "https://10.0.0.1", "https://login.example.com:8443"])
      await expect(make(agency, { issuer })).rejects.toMatchObject({ kind: "invalid", field: "issuer" })
  })

  it("that is down is told at once, and the answer says so", async () => {
    const down = (await make(agency, { issuer: "http://127.0.0.1:1" })).providerId
    const started = await startSignOn(agency.system(), { providerId: down, redirectUri })
    expect(started).toEqual({ ok: false, sentence: expect.stringContaining("cannot be reached") })
  })
})

async function factorOf(outcome: Awaited<ReturnType<typeof signOn>>) {
  const { sessionId } = await sessionOf(outcome)
  const { rows: found } = await webPool().query("select factor_at from sessions where id = $1", [sessionId])
  return { factorAt: found[0].factor_at as Date | null }
}

async function asOwnerOfTables(of: Agency, text: string, values: unknown[]) {
  const client = await webPool().connect()
  try {
    await client.query("begin")
    await client.query("select set_config('app.organization_id', $1, true)", [of.organizationId])
    await client.query(text, values)
    await client.query("commit")
  } finally {
    client.release()
  }
}

describe("a fresh proof by the provider", () => {
  const proveAnew = async (colleague: Colleague, previous: string) => {
    issuer.now.colleague = colleague
    const ask = { providerId, redirectUri, returnTo: "/step-up", isFresh: true }
    const started = await startSignOn(agency.system(), ask)
    if (!started.ok) throw new Error(started.sentence)
    const { searchParams } = new URL(started.address)
    expect([searchParams.get("prompt"), searchParams.get("max_age")]).toEqual(["login", "0"])
    const answer = await throughIssuer(started.address)
    return completeSignOn(agency.system(), { providerId, answer, token: started.token, previous })
  }
  const begin = async (colleague: Colleague) => {
    const outcome = await signOn(colleague)
    if (!outcome.signedIn) throw new Error(outcome.sentence)
    const { sessionId } = await sessionOf(outcome)
    await webPool().query("update sessions set authenticated_at = now() - interval '1 hour' where id = $1", [sessionId])
    return outcome.secret
  }
  const provedAt = async (secret: string) => (await resolveSession(secret, new Date()))?.authenticatedAt?.getTime() ?? 0
  const tenMinutesAgo = () => Date.now() - 600_000

  it("is noted in the session that goes on, so that what waited in it goes on as well", async () => {
    const nora = someone()
    const secret = await begin(nora)
    expect(await provedAt(secret)).toBeLessThan(tenMinutesAgo())
    expect(await proveAnew(nora, secret)).toEqual({ signedIn: true, secret, returnTo: "/step-up" })
    expect(await provedAt(secret)).toBeGreaterThan(tenMinutesAgo())
  })

  it("is none where the provider did not ask anew, whatever was demanded of it", async () => {
    const nora = someone()
    const secret = await begin(nora)
    const idle = { ...nora, askedAt: Math.floor(Date.now() / 1_000) - 3_600 }
    expect((await proveAnew(idle, secret)).signedIn).toBe(false)
    expect(await provedAt(secret)).toBeLessThan(tenMinutesAgo())
  })

  it("of somebody else begins a session of theirs, and proves nothing of the one before", async () => {
    const secret = await begin(someone())
    const outcome = await proveAnew(someone(), secret)
    expect(outcome.signedIn && outcome.secret !== secret).toBe(true)
    expect(await resolveSession(secret, new Date())).toBeNull()
  })

  it("does not enter a session of one's own password", async () => {
    const email = "own.password@northlight.example"
    await joinMember(agency.system(), { name: "Olga", email, role: "member", teamId: null, password })
    const own = await signIn(visitor(), { email, password, previous: null })
    const outcome = await proveAnew(someone({ email }), own.signedIn ? own.secret : "")
    expect(outcome.signedIn && own.signedIn && outcome.secret !== own.secret).toBe(true)
  })
})
