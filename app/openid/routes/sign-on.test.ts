import { beforeAll, describe, expect, it } from "vitest"
import { href } from "~/platform/language/paths"
import { resolveSession } from "~/platform/security/resolve.server"
import { anIssuer, type TestIssuer, throughIssuer } from "../../../tests/support/issuer"
import { answerOf, cookieFor, cookieOf, knock, secretIn, sessionOf } from "../../../tests/support/knock"
import { type Agency, anAgency, rows } from "../../../tests/support/world"
import { wayBack } from "../addresses"
import * as callback from "./callback"
import * as check from "./check"
import * as remove from "./delete"
import * as edit from "./edit"
import * as find from "./find"
import * as list from "./list"
import * as create from "./new"
import * as start from "./start"
import * as unlink from "./unlink"

const origin = "http://localhost"
const clientSecret = "a secret that is long enough for a test"
const key = "northlight"

let issuer: TestIssuer
let agency: Agency
let cookie: string
let providerId: string

const form = (change: Record<string, string> = {}) => ({
  ...{ name: "Northlight ID", key, issuer: issuer.issuer, clientId: "signoff", clientSecret, role: "member" },
  ...{ isEnabled: "on", groupsClaim: "groups", "groups[0].group": "books", "groups[0].role": "finance", ...change },
})

beforeAll(async () => {
  issuer = await anIssuer([{ clientId: "signoff", clientSecret, redirectUri: wayBack(origin, key) }])
  agency = await anAgency()
  cookie = await cookieFor(agency.people.owner.email)
  const path = "/settings/security/sign-on/new"
  const made = await answerOf(() => create.action(knock({ path, form: form(), cookie })))
  expect(made.status).toBe(303)
  providerId = made.headers.get("Location")!.split("/").at(-1)!
})

describe("the pages of single sign-on", () => {
  it("list the providers, and show one with the addresses to copy, never with its secret", async () => {
    const all = await answerOf(() => list.loader(knock({ path: "/settings/security/sign-on", cookie })))
    expect(all.body).toMatchObject({ providers: [{ name: "Northlight ID", key, isEnabled: true, lastUsed: null }] })
    const path = `/settings/security/sign-on/${providerId}`
    const one = await answerOf(() => edit.loader(knock({ path, params: { providerId }, cookie })))
    expect(one.body).toMatchObject({
      hasSecret: true,
      addresses: { back: `${origin}/login/sso/${key}/callback`, in: `${origin}/login/sso/${key}` },
    })
    expect(JSON.stringify(one.body)).not.toContain(clientSecret)
  })

  it("say at the field what is wrong, keep what was typed, and never give the secret back", async () => {
    const path = "/settings/security/sign-on/new"
    const bad = form({ key: "taken already!", issuer: "not an address" })
    const { status, body } = await answerOf(() => create.action(knock({ path, form: bad, cookie })))
    expect(status).toBe(422)
    expect(body).toMatchObject({ reply: { error: { key: expect.anything(), issuer: expect.anything() } } })
    expect(JSON.stringify(body)).toContain("not an address")
    expect(JSON.stringify(body)).not.toContain(clientSecret)
    const bare = form({ key: "another", clientSecret: "" })
    const without = await answerOf(() => create.action(knock({ path, form: bare, cookie })))
    expect(without.body).toMatchObject({ reply: { error: { clientSecret: expect.anything() } } })
  })

  it("check the connection and say in plain words what came of it", async () => {
    const path = `/settings/security/sign-on/${providerId}/check`
    const works = await answerOf(() => check.action(knock({ path, params: { providerId }, form: {}, cookie })))
    expect([works.status, works.headers.get("Location")]).toEqual([303, `/settings/security/sign-on/${providerId}`])
    issuer.now.misbehaviour = "nonsense"
    await answerOf(() => check.action(knock({ path, params: { providerId }, form: {}, cookie })))
    issuer.now.misbehaviour = null
    const told = await rows<{ payload: { problem: string | null } }>(
      agency,
      "select payload from events where name = 'identity-provider.checked' order by id",
    )
    expect(told.map(({ payload }) => payload.problem)).toEqual([null, expect.stringContaining("no description")])
  })

  it("are an owner's: everybody else gets 403", async () => {
    const guest = await sessionOf(agency, agency.people.guest.personId)
    const params = { providerId }
    const path = `/settings/security/sign-on/${providerId}/delete`
    const asked = [
      () => list.loader(knock({ path: "/settings/security/sign-on", cookie: guest })),
      () => create.loader(knock({ path: "/settings/security/sign-on/new", cookie: guest })),
      () => edit.loader(knock({ path: `/settings/security/sign-on/${providerId}`, params, cookie: guest })),
      () => remove.loader(knock({ path, params, cookie: guest })),
    ]
    for (const ask of asked) expect((await answerOf(ask)).status).toBe(403)
  })
})

describe("the way in", () => {
  const setOut = (change: { key?: string; returnTo?: string } = {}) => {
    const path = `/login/sso/${key}${change.returnTo ? `?returnTo=${encodeURIComponent(change.returnTo)}` : ""}`
    return answerOf(() => start.action(knock({ path, params: { key: change.key ?? key }, form: {} })))
  }
  const comeBack = (address: string, browser?: string, params = { key }) => {
    const path = address.replace(origin, "")
    return answerOf(() => callback.loader(knock({ path, params, cookie: browser })))
  }
  const there = async (sub: string, returnTo?: string) => {
    issuer.now.colleague = { sub, email: `${sub}@northlight.example`, email_verified: true, name: "Nora New" }
    const led = await setOut({ returnTo })
    const browser = cookieOf(led.headers.get("Set-Cookie")!)
    return { led, browser, address: await throughIssuer((led.body as { address: string }).address) }
  }

  it("leads to the provider by a page and a header, since a form may lead to our own pages only", async () => {
    const { led, address } = await there("nora", "/deals")
    expect(led.status).toBe(200)
    expect(led.headers.get("Refresh")).toBe(`0; url=${(led.body as { address: string }).address}`)
    expect(led.headers.get("Set-Cookie")).toMatch(/HttpOnly; SameSite=Lax/)
    expect(address).toContain(href("/login/sso/:key/callback", { key }))
  })

  it("lets in whom the provider names, where they wanted to go", async () => {
    const { browser, address } = await there("nora", "/deals")
    const { status, headers } = await comeBack(address, browser)
    expect([status, headers.get("Location")]).toEqual([303, "/deals"])
    const [ended, session] = headers.getSetCookie()
    expect(ended).toContain("signoff-sso=; Max-Age=0")
    expect(await resolveSession(secretIn(cookieOf(session!)), new Date())).toMatchObject({ role: "member" })
    expect((await comeBack(address, browser)).status).toBe(403)
  })

  it("is told to the owner, who may unlink somebody", async () => {
    const { browser, address } = await there("una")
    await comeBack(address, browser)
    const path = `/settings/security/sign-on/${providerId}`
    type Shown = { people: { memberId: string; name: string }[] }
    const shown = async () =>
      (await answerOf(() => edit.loader(knock({ path, params: { providerId }, cookie })))).body as Shown
    const memberId = (await shown()).people[0]!.memberId
    const button = `/settings/security/sign-on/${providerId}/subjects/${memberId}/unlink`
    const params = { providerId, memberId }
    const pressed = await answerOf(() => unlink.action(knock({ path: button, params, form: {}, cookie })))
    expect([pressed.status, pressed.headers.get("Location")]).toEqual([303, path])
    expect((await shown()).people.map((person) => person.memberId)).not.toContain(memberId)
  })

  it("is not entered by another browser, by no answer, or by the key of another", async () => {
    const { browser, address } = await there("nora")
    expect((await comeBack(address)).status).toBe(403)
    expect((await comeBack(`/login/sso/${key}/callback`, browser)).status).toBe(403)
    expect((await comeBack(address, browser, { key: "nobodys" })).status).toBe(404)
    expect((await comeBack(address, browser)).status).toBe(303)
  })

  it("leads nowhere outside, whatever it is asked to return to", async () => {
    for (const returnTo of ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"]) {
      const { browser, address } = await there("nora", returnTo)
      expect((await comeBack(address, browser)).headers.get("Location")).toBe("/")
    }
  })

  it("says so when the provider is down or answers nonsense, and starts no session", async () => {
    const { browser, address } = await there("nora")
    issuer.now.misbehaviour = "nonsense"
    const { status, body } = await comeBack(address, browser)
    issuer.now.misbehaviour = null
    expect(status).toBe(403)
    expect(body).toMatchObject({ sentence: expect.stringContaining("cannot be taken") })
  })

  it("is found by its key, and an unknown one is told at the field", async () => {
    const look = (typed: string) => answerOf(() => find.action(knock({ path: "/login/sso", form: { key: typed } })))
    const found = await look("Northlight")
    expect([found.status, found.headers.get("Location")]).toEqual([303, "/login/sso/northlight"])
    expect((await look("nobodys")).status).toBe(422)
  })

  it("shows whose it is, and 404 for a key of nobody", async () => {
    const open = (asked: string) =>
      answerOf(() => start.loader(knock({ path: `/login/sso/${asked}`, params: { key: asked } })))
    expect((await open(key)).body).toMatchObject({ organization: "Northlight", provider: "Northlight ID" })
    expect((await open("nobodys")).status).toBe(404)
  })
})
