import { beforeAll, describe, expect, it } from "vitest"
import { joinMember } from "~/organizations/join-member.server"
import { mint, type StaffContext } from "~/platform/data/contexts.server"
import { webPool } from "~/platform/data/database.server"
import type { Id } from "~/platform/language/ids"
import { limits } from "~/platform/security/limits.server"
import { resolveSession } from "~/platform/security/resolve.server"
import { readSandboxMails } from "~/sandbox/mailbox.server"
import { aPasskey } from "../../tests/support/a-passkey"
import { tokenOfReset, withApp, withPasskey } from "../../tests/support/factors"
import { cookieFor, secretIn } from "../../tests/support/knock"
import { eachInOneWindow } from "../../tests/support/limit-windows"
import { type Agency, anAgency, ourDatabase, password, runJobs, visitor, withSandbox } from "../../tests/support/world"
import { confirmAuthenticator } from "./confirm-authenticator.server"
import { createAuthenticator } from "./create-authenticator.server"
import { createPasskey } from "./create-passkey.server"
import { deleteAuthenticator } from "./delete-authenticator.server"
import { findAuthenticator, ownFactors } from "./factor-queries.server"
import { renewRecoveryCode } from "./renew-recovery-code.server"
import { requestChallenge } from "./request-challenge.server"
import { requestPasskey } from "./request-passkey.server"
import { requestReset } from "./request-reset.server"
import { resetPassword } from "./reset-password.server"
import { signIn } from "./sign-in.server"
import { signInByFactor } from "./sign-in-by-factor.server"
import { signInByPasskey } from "./sign-in-by-passkey.server"
import { codeAt } from "./totp.server"

let agency: Agency
beforeAll(async () => {
  await ourDatabase()
  agency = await anAgency()
})

let joined = 0

/** A member of their own for a test, with a password. */
async function somebody() {
  const email = `somebody${++joined}@agency.example`
  const { personId } = await joinMember(agency.system(), { name: "Sam", email, role: "member", teamId: null, password })
  const ctx = (changed: Partial<StaffContext> = {}): StaffContext =>
    mint({ ...agency.member, personId, email, now: new Date(), ...changed })
  return { email, personId, ctx }
}

async function pendingOf(email: string): Promise<string> {
  const outcome = await signIn(visitor(), { email, password })
  if (outcome.signedIn || !outcome.pending) throw new Error("No second factor was asked for")
  return outcome.pending
}

const byCode = (pending: string, code: string, now = new Date()) => signInByFactor(visitor(now), { pending, code })

/** A code of an app for its next step, which is within the tolerance and used by no other sign-in of the test. */
const nextCode = (secret: string) => codeAt(secret, new Date(Date.now() + 30_000))

describe("signing in with an authenticator app", () => {
  eachInOneWindow(limits.factor)

  it("gives no session by the password alone, and one by the code", async () => {
    const { email, personId } = await somebody()
    const secret = await withApp(personId)
    const first = await signIn(visitor(), { email, password })
    expect(first).toEqual({ signedIn: false, retryAfter: null, pending: expect.any(String) })
    const { rows } = await webPool().query("select 1 from sessions where person_id = $1", [personId])
    expect(rows).toEqual([])
    const outcome = await byCode(await pendingOf(email), codeAt(secret, new Date()))
    if (!outcome.signedIn) throw new Error("not signed in")
    expect(await resolveSession(outcome.secret, new Date())).toMatchObject({ email, factorAt: expect.any(Date) })
  })

  it("tells of a wrong password nothing about the factor", async () => {
    const { email, personId } = await somebody()
    await withApp(personId)
    const wrong = await signIn(visitor(), { email, password: "a wrong password" })
    expect(wrong).toEqual({ signedIn: false, retryAfter: null })
  })

  it("takes a code once, also of two sign-ins at the same moment", async () => {
    const { email, personId } = await somebody()
    const code = codeAt(await withApp(personId), new Date())
    const [one, other] = [await pendingOf(email), await pendingOf(email)]
    const outcomes = await Promise.all([byCode(one, code), byCode(other, code)])
    expect(outcomes.filter(({ signedIn }) => signedIn)).toHaveLength(1)
    expect((await byCode(await pendingOf(email), code)).signedIn).toBe(false)
  })

  it("looks at five tries of thirty that come at once, and ends the sign-in", async () => {
    const { email, personId } = await somebody()
    const secret = await withApp(personId)
    const pending = await pendingOf(email)
    const wrong = codeAt(secret, new Date(0))
    const outcomes = await Promise.all(Array.from({ length: 30 }, () => byCode(pending, wrong)))
    const looked = outcomes.filter((outcome) => !outcome.signedIn && !outcome.isOver)
    expect(looked.length).toBeLessThanOrEqual(4)
    expect(await byCode(pending, nextCode(secret))).toMatchObject({ signedIn: false, isOver: true })
    const anew = await byCode(await pendingOf(email), nextCode(secret))
    expect(anew).toMatchObject({ signedIn: false, isOver: true, retryAfter: expect.any(Number) })
  })

  it("waits ten minutes for the code, and no longer", async () => {
    const { email, personId } = await somebody()
    const secret = await withApp(personId)
    const pending = await pendingOf(email)
    const late = new Date(Date.now() + 11 * 60_000)
    expect(await byCode(pending, codeAt(secret, late), late)).toMatchObject({ signedIn: false, isOver: true })
  })

  it("keeps the secret sealed", async () => {
    const { personId } = await somebody()
    const secret = await withApp(personId)
    const { rows } = await webPool().query("select * from totp_factors where person_id = $1", [personId])
    expect(JSON.stringify(rows)).not.toContain(secret)
  })

  it("still asks for it after a new password was set by mail", async () => {
    const { email, personId } = await somebody()
    await withApp(personId)
    const pending = await pendingOf(email)
    await requestReset(visitor(), { email })
    const anew = "a kettle on a slow train"
    await resetPassword(visitor(), { token: await tokenOfReset(personId), password: anew })
    expect(await byCode(pending, "000000")).toMatchObject({ isOver: true })
    expect(await signIn(visitor(), { email, password: anew })).toMatchObject({
      signedIn: false,
      pending: expect.any(String),
    })
  })
})

describe("an authenticator app", () => {
  it("counts once a code of it was given, ends the other sessions, gives ten codes, and is mailed", async () => {
    await withSandbox()
    const { email, ctx, personId } = await somebody()
    const [here, there] = [secretIn(await cookieFor(email)), secretIn(await cookieFor(email))]
    const { sessionId } = (await resolveSession(here, new Date()))!
    await createAuthenticator(ctx(), {})
    expect((await signIn(visitor(), { email, password })).signedIn).toBe(true)
    const { secret, picture } = (await findAuthenticator(ctx(), {}))!
    expect(Buffer.from(secret, "ascii")).toHaveLength(32)
    expect(picture).toMatch(/^<svg /)
    expect(picture).not.toContain("style=")
    await expect(confirmAuthenticator(ctx({ sessionId }), { code: codeAt(secret, new Date(0)) })).rejects.toThrow(
      "not the code",
    )
    const made = await confirmAuthenticator(ctx({ sessionId }), { code: codeAt(secret, new Date()) })
    expect(made.codes).toHaveLength(10)
    expect(made.codes[0]).toMatch(/^([A-Z2-7]{5}-){4}[A-Z2-7]{5}$/)
    expect([await resolveSession(here, new Date()), await resolveSession(there, new Date())]).toEqual([null, null])
    expect(await resolveSession(made.secret!, new Date())).toMatchObject({ personId, factorAt: expect.any(Date) })
    await runJobs()
    const [mail] = await readSandboxMails(webPool(), email)
    expect(mail).toMatchObject({ subject: "How you sign in was changed" })
    expect(mail?.text).toContain("An authenticator app was set up")
  })

  it("is not taken from a member whose role must show one, unless another is left", async () => {
    const { ctx, personId } = await somebody()
    await withApp(personId)
    await expect(deleteAuthenticator(ctx({ mustShowFactor: true }), {})).rejects.toThrow("must show")
    expect((await ownFactors(ctx(), {})).authenticator).not.toBeNull()
    await withPasskey(personId)
    await deleteAuthenticator(ctx({ mustShowFactor: true }), {})
    expect((await ownFactors(ctx(), {})).authenticator).toBeNull()
  })

  it("asks for a fresh proof before it is changed", async () => {
    const { ctx } = await somebody()
    const old = new Date(Date.now() - 11 * 60_000)
    await expect(createAuthenticator(ctx({ authenticatedAt: old }), {})).rejects.toThrow("Confirm first")
  })
})

describe("a recovery code", () => {
  it("signs in once, however it is typed, and is counted down; new ones replace the old", async () => {
    const { email, ctx, personId } = await somebody()
    await withApp(personId)
    const { codes } = await renewRecoveryCode(ctx(), {})
    const typed = codes[0]!.toLowerCase().replaceAll("-", " ")
    const outcomes = await Promise.all(
      [await pendingOf(email), await pendingOf(email)].map((each) => byCode(each, typed)),
    )
    expect(outcomes.filter(({ signedIn }) => signedIn)).toHaveLength(1)
    expect((await ownFactors(ctx(), {})).codesLeft).toBe(9)
    await renewRecoveryCode(ctx(), {})
    expect((await byCode(await pendingOf(email), codes[1]!)).signedIn).toBe(false)
    const { rows } = await webPool().query("select * from recovery_codes where person_id = $1", [personId])
    expect(rows).toHaveLength(10)
    expect(JSON.stringify(rows)).not.toContain(codes[0]!.replaceAll("-", ""))
  })
})

describe("a passkey", () => {
  const challenge = (pending: string | null = null) => requestChallenge(visitor(), { pending })
  const show = (given: { ceremony: string; response: string; pending?: string }) => signInByPasskey(visitor(), given)

  it("is made by the device's answer to a challenge, which is good once", async () => {
    const { ctx, personId } = await somebody()
    const device = aPasskey()
    const { secret, options } = await requestPasskey(ctx(), {})
    const given = { ceremony: secret, name: "Phone", response: device.made(options.challenge) }
    expect(options.authenticatorSelection).toMatchObject({ residentKey: "required", userVerification: "required" })
    expect((await createPasskey(ctx(), given)).codes).toHaveLength(10)
    await expect(createPasskey(ctx(), given)).rejects.toThrow("could not be verified")
    expect((await ownFactors(ctx(), {})).passkeys).toMatchObject([{ name: "Phone", lastUsedAt: null }])
    expect(personId).toBeDefined()
  })

  it.each([
    ["of another site", { origin: "https://evil.example" }],
    ["of a device that did not ask who it is", { verifies: false }],
  ])("%s is refused", async (_, manner) => {
    const { ctx } = await somebody()
    const { secret, options } = await requestPasskey(ctx(), {})
    const given = { ceremony: secret, name: "Phone", response: aPasskey().made(options.challenge, manner) }
    await expect(createPasskey(ctx(), given)).rejects.toThrow("could not be verified")
  })

  it("signs in on its own, as both factors; its answer is good once", async () => {
    const { email, personId } = await somebody()
    const { device } = await withPasskey(personId)
    const { secret, options } = await challenge()
    const given = { ceremony: secret, response: device.shown(options.challenge) }
    const outcome = await show(given)
    if (!outcome.signedIn) throw new Error("not signed in")
    expect(await resolveSession(outcome.secret, new Date())).toMatchObject({ email, factorAt: expect.any(Date) })
    expect((await show(given)).signedIn).toBe(false)
  })

  it("whose counter goes backwards lets nobody in, and that is recorded", async () => {
    const { personId } = await somebody()
    const { device } = await withPasskey(personId)
    const use = async (counter: number) => {
      const { secret, options } = await challenge()
      return (await show({ ceremony: secret, response: device.shown(options.challenge, { counter }) })).signedIn
    }
    expect([await use(5), await use(5), await use(4), await use(6)]).toEqual([true, false, false, true])
    const { rows } = await webPool().query("select payload from installation_events where name = 'passkey.refused'")
    expect(rows.filter(({ payload }) => payload.personId === personId)).toHaveLength(2)
  })

  it("of one person does not end the waiting sign-in of another", async () => {
    const [victim, thief] = [await somebody(), await somebody()]
    await withApp(victim.personId)
    const { device } = await withPasskey(thief.personId)
    const pending = await pendingOf(victim.email)
    const { secret, options } = await challenge()
    const outcome = await show({ ceremony: secret, response: device.shown(options.challenge), pending })
    if (!outcome.signedIn) throw new Error("the thief has a passkey of their own")
    expect(outcome.personId).toBe(thief.personId as Id<"people">)
    const asked = await challenge(pending)
    expect(asked.options.allowCredentials).toEqual([])
  })

  it("ends a sign-in that waits for it", async () => {
    const { email, personId } = await somebody()
    const { device } = await withPasskey(personId)
    const pending = await pendingOf(email)
    const { secret, options } = await challenge(pending)
    expect(options.allowCredentials).toMatchObject([{ id: device.credentialId }])
    const outcome = await show({ ceremony: secret, response: device.shown(options.challenge), pending })
    expect(outcome).toMatchObject({ signedIn: true, personId })
    expect(await byCode(pending, "123456")).toMatchObject({ isOver: true })
  })
})
