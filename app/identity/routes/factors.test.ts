import { beforeAll, describe, expect, it } from "vitest"
import { codeAt } from "~/identity/totp.server"
import { joinMember } from "~/organizations/join-member.server"
import { webPool } from "~/platform/data/database.server"
import { env } from "~/platform/env.server"
import { href } from "~/platform/language/paths"
import { resolveSession } from "~/platform/security/resolve.server"
import { aPasskey } from "../../../tests/support/a-passkey"
import { withApp, withPasskey } from "../../../tests/support/factors"
import { answerOf, cookieFor, cookieOf, knock, secretIn } from "../../../tests/support/knock"
import { type Agency, anAgency, password } from "../../../tests/support/world"
import * as confirm from "./confirm-authenticator"
import * as create from "./create-authenticator"
import * as removeApp from "./delete-authenticator"
import * as removePasskey from "./delete-passkey"
import * as rename from "./edit-passkey"
import * as factors from "./factors"
import * as login from "./login"
import * as second from "./login-factor"
import * as byPasskey from "./login-passkey"
import * as newPasskey from "./new-passkey"
import * as codes from "./renew-recovery-codes"
import * as request from "./request-passkey"
import * as stepUp from "./step-up"
import * as proof from "./step-up-factor"

let agency: Agency
beforeAll(async () => {
  agency = await anAgency()
})

let joined = 0
async function somebody() {
  const email = `page${++joined}@agency.example`
  const { personId } = await joinMember(agency.system(), { name: "Pat", email, role: "member", teamId: null, password })
  return { email, personId }
}

/** The cookies of an answer, as a browser sends them back. */
const kept = (headers: Headers, before = "") =>
  [before, ...headers.getSetCookie().map(cookieOf)].filter(Boolean).join("; ")

const settled = (headers: Headers, name: string) => {
  const found = headers.getSetCookie().find((each) => each.startsWith(`${name}=`) && !each.includes("Max-Age=0"))
  return found ? cookieOf(found) : ""
}

const post = (
  action: (args: ReturnType<typeof knock>) => unknown,
  path: string,
  form: Record<string, string>,
  cookie = "",
) => answerOf(() => action(knock({ path, form, cookie })))

/** The challenge in the body of a Response; the headers of data would not reach a browser from a route without a page. */
const challengeIn = (body: unknown) => (JSON.parse(body as string) as { challenge: string }).challenge

describe("/login/factor", () => {
  it("is where a right password leads, and a code signs in and goes on to where one wanted to be", async () => {
    const { email, personId } = await somebody()
    const secret = await withApp(personId)
    const asked = await post(login.action, "/login", { email, password, returnTo: "/deals" })
    expect([asked.status, asked.headers.get("Location")]).toEqual([303, "/login/factor?returnTo=%2Fdeals"])
    expect(settled(asked.headers, "signoff")).toBe("")
    const cookie = kept(asked.headers)
    const shown = await answerOf(() => second.loader(knock({ path: "/login/factor?returnTo=%2Fdeals", cookie })))
    expect(shown.body).toMatchObject({ codes: { label: "Code" }, hasPasskey: false, returnTo: "/deals" })
    expect((await post(second.action, "/login/factor", { code: "000000" }, cookie)).status).toBe(422)
    const code = codeAt(secret, new Date())
    const done = await post(second.action, "/login/factor", { code, returnTo: "/deals" }, cookie)
    expect([done.status, done.headers.get("Location")]).toEqual([303, "/deals"])
    expect(await resolveSession(secretIn(settled(done.headers, "signoff")), new Date())).toMatchObject({ email })
  })

  it("leads back to the password where no sign-in waits", async () => {
    const { headers } = await answerOf(() => second.loader(knock({ path: "/login/factor" })))
    expect(headers.get("Location")).toBe("/login")
    expect((await post(second.action, "/login/factor", { code: "123456" })).headers.get("Location")).toBe("/login")
  })
})

describe("/login/passkey", () => {
  it("gives a challenge, and signs in by its answer", async () => {
    const { email, personId } = await somebody()
    const { device } = await withPasskey(personId)
    const asked = await post(byPasskey.action, "/login/passkey", { ask: "challenge" })
    const challenge = challengeIn(asked.body)
    const form = { response: device.shown(challenge), returnTo: "/leads" }
    const done = await post(byPasskey.action, "/login/passkey", form, kept(asked.headers))
    expect([done.status, done.headers.get("Location")]).toEqual([303, "/leads"])
    expect(await resolveSession(secretIn(settled(done.headers, "signoff")), new Date())).toMatchObject({ email })
  })

  it("without an answer says that passkeys need a script; an answer that is none lets nobody in", async () => {
    for (const response of ["", "{}", "null", "no JSON", '{"id":"nobodys"}'])
      expect((await post(byPasskey.action, "/login/passkey", { response })).headers.get("Location")).toBe("/login")
    expect((await answerOf(() => byPasskey.loader())).headers.get("Location")).toBe("/login")
  })
})

describe("/settings/security/factors", () => {
  const here = "/settings/security/factors"

  it("sets an app up: made, shown as a picture and as text, confirmed, with codes that are shown once", async () => {
    const { email } = await somebody()
    const cookie = await cookieFor(email)
    const made = await post(create.action, "/settings/security/factors/authenticators", {}, cookie)
    expect(made.headers.get("Location")).toBe("/settings/security/factors/authenticators/confirm")
    const path = "/settings/security/factors/authenticators/confirm"
    const { body } = await answerOf(() => confirm.loader(knock({ path, cookie })))
    const { secret } = (body as { waiting: { secret: string } }).waiting
    expect((await post(confirm.action, path, { code: "000000" }, cookie)).status).toBe(422)
    const done = await post(confirm.action, path, { code: codeAt(secret, new Date()) }, cookie)
    expect((done.body as { codes: string[] }).codes).toHaveLength(10)
    const renewed = settled(done.headers, "signoff")
    expect(await resolveSession(secretIn(cookie), new Date())).toBeNull()
    const shown = await answerOf(() => factors.loader(knock({ path: here, cookie: renewed })))
    expect(shown.body).toMatchObject({ codesLeft: 10, app: { since: expect.any(String) }, passkeys: [] })
    expect(JSON.stringify(shown.body)).not.toContain(secret)
    const again = await answerOf(() => confirm.loader(knock({ path, cookie: renewed })))
    expect(again.body).toMatchObject({ waiting: null })
  })

  it("adds a passkey by the device's answer, and removes it after a question", async () => {
    const { email } = await somebody()
    const cookie = await cookieFor(email)
    const asked = await post(request.action, "/settings/security/factors/passkeys/request", {}, cookie)
    const challenge = challengeIn(asked.body)
    const path = "/settings/security/factors/passkeys/new"
    const empty = await post(newPasskey.action, path, { name: "Phone" }, cookie)
    expect([empty.status, JSON.stringify(empty.body)]).toEqual([422, expect.stringContaining("JavaScript")])
    const form = { name: "Phone", response: aPasskey().made(challenge) }
    const added = await post(newPasskey.action, path, form, kept(asked.headers, cookie))
    expect((added.body as { codes: string[] }).codes).toHaveLength(10)
    const renewed = settled(added.headers, "signoff")
    const { body } = await answerOf(() => factors.loader(knock({ path: here, cookie: renewed })))
    const [passkey] = (body as { passkeys: { id: string; name: string }[] }).passkeys
    expect(passkey).toMatchObject({ name: "Phone", used: null })
    const params = { passkeyId: passkey!.id }
    const where = `/settings/security/factors/passkeys/${passkey!.id}/delete`
    const question = await answerOf(() => removePasskey.loader(knock({ path: where, params, cookie: renewed })))
    expect(question.body).toMatchObject({ name: "Phone" })
    const gone = await answerOf(() => removePasskey.action(knock({ path: where, params, form: {}, cookie: renewed })))
    expect(gone.headers.get("Location")).toBe(here)
    expect(
      (await answerOf(() => newPasskey.loader(knock({ path, cookie: settled(gone.headers, "signoff") })))).body,
    ).toMatchObject({ origin: env.publicUrl })
  })

  it("gives a passkey another name, with what is wrong told at the field and what was typed kept", async () => {
    const { email, personId } = await somebody()
    const { passkeyId } = await withPasskey(personId)
    const cookie = await cookieFor(email)
    const [params, path] = [{ passkeyId }, href("/settings/security/factors/passkeys/:passkeyId/edit", { passkeyId })]
    const shown = await answerOf(() => rename.loader(knock({ path, params, cookie })))
    expect(shown.body).toEqual({ passkeyId, name: "Laptop" })
    const send = (name: string) => answerOf(() => rename.action(knock({ path, params, form: { name }, cookie })))
    for (const name of ["", "x".repeat(61), " ", "\t"]) {
      const { status, body } = await send(name)
      expect([status, Object.keys((body as { reply: { error: object } }).reply.error)]).toEqual([422, ["name"]])
      expect((body as { reply: { initialValue: object } }).reply.initialValue).toEqual(name ? { name } : {})
    }
    const renamed = await send("Yubi 🔑")
    expect([renamed.status, renamed.headers.get("Location")]).toEqual([303, here])
    const { body } = await answerOf(() => factors.loader(knock({ path: here, cookie })))
    expect((body as { passkeys: object[] }).passkeys).toMatchObject([{ id: passkeyId, name: "Yubi 🔑" }])
    const nobodys = { ...params, passkeyId: (await withPasskey((await somebody()).personId)).passkeyId }
    const foreign = await answerOf(() => rename.action(knock({ path, params: nobodys, form: { name: "x" }, cookie })))
    expect(foreign.status).toBe(404)
  })

  it("makes recovery codes anew, and removes the app", async () => {
    const { email, personId } = await somebody()
    await withApp(personId)
    const cookie = await cookieFor(email)
    const path = "/settings/security/factors/recovery-codes/renew"
    expect((await answerOf(() => codes.loader(knock({ path, cookie })))).body).toMatchObject({ codesLeft: 0 })
    const made = await post(codes.action, path, {}, cookie)
    expect((made.body as { codes: string[] }).codes).toHaveLength(10)
    const renewed = settled(made.headers, "signoff")
    const remove = "/settings/security/factors/authenticators/delete"
    expect((await answerOf(() => removeApp.loader(knock({ path: remove, cookie: renewed })))).status).toBe(200)
    expect((await post(removeApp.action, remove, {}, renewed)).headers.get("Location")).toBe(here)
  })
})

describe("/step-up/factor", () => {
  it("takes a code or a passkey as the fresh proof, and leads back", async () => {
    const { email, personId } = await somebody()
    const secret = await withApp(personId)
    const { device } = await withPasskey(personId)
    const cookie = await cookieFor(email)
    const back = "/step-up?returnTo=%2Fdeals"
    const code = { code: codeAt(secret, new Date()), returnTo: "/deals" }
    expect((await post(proof.action, "/step-up/factor", code, cookie)).headers.get("Location")).toBe(back)
    expect((await resolveSession(secretIn(cookie), new Date()))?.factorAt).toBeInstanceOf(Date)
    const again = await post(proof.action, "/step-up/factor", code, cookie)
    expect(again.headers.getSetCookie().join()).toContain("notice=")
    const asked = await post(proof.action, "/step-up/factor", { ask: "challenge" }, cookie)
    const challenge = challengeIn(asked.body)
    const form = { response: device.shown(challenge), returnTo: "/deals" }
    const shown = await post(proof.action, "/step-up/factor", form, kept(asked.headers, cookie))
    expect([shown.headers.get("Location"), settled(shown.headers, "notice")]).toEqual([back, ""])
    expect((await post(proof.action, "/step-up/factor", {}, cookie)).headers.get("Location")).toContain("/step-up")
  })

  it("takes a recovery code, once, of somebody who has passkeys only", async () => {
    const { email, personId } = await somebody()
    await withPasskey(personId)
    const cookie = await cookieFor(email)
    const stale =
      "update sessions set authenticated_at = now() - interval '1 hour', factor_at = null where person_id = $1"
    const made = await post(codes.action, "/settings/security/factors/recovery-codes/renew", {}, cookie)
    const [code] = (made.body as { codes: string[] }).codes
    const renewed = settled(made.headers, "signoff")
    await webPool().query(stale, [personId])
    const page = await answerOf(() => stepUp.loader(knock({ path: "/step-up", cookie: renewed })))
    expect(page.body).toMatchObject({ codes: { label: "Recovery code" } })
    const sent = { code: code!, returnTo: "/deals" }
    expect((await post(proof.action, "/step-up/factor", sent, renewed)).headers.getSetCookie().join()).not.toContain(
      "notice=",
    )
    expect((await resolveSession(secretIn(renewed), new Date()))?.factorAt).toBeInstanceOf(Date)
    await webPool().query(stale, [personId])
    expect((await post(proof.action, "/step-up/factor", sent, renewed)).headers.getSetCookie().join()).toContain(
      "notice=",
    )
    await webPool().query("delete from recovery_codes where person_id = $1", [personId])
    const none = await answerOf(() => stepUp.loader(knock({ path: "/step-up", cookie: renewed })))
    expect(none.body).toMatchObject({ codes: null })
  })
})
