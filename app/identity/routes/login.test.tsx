import { beforeAll, describe, expect, it } from "vitest"
import { demoSignIns } from "~/demo/sign-ins"
import { requestReset } from "~/identity/request-reset.server"
import { joinMember } from "~/organizations/join-member.server"
import { webPool } from "~/platform/data/database.server"
import { limits } from "~/platform/security/limits.server"
import { resolveSession } from "~/platform/security/resolve.server"
import { readSandboxMails } from "~/sandbox/mailbox.server"
import { answerOf, cookieFor, cookieOf, knock, secretIn } from "../../../tests/support/knock"
import { eachInOneWindow } from "../../../tests/support/limit-windows"
import {
  type Agency,
  anAgency,
  ourDatabase,
  password,
  runJobs,
  visitor,
  withSandbox,
} from "../../../tests/support/world"
import * as login from "./login"
import * as logout from "./logout"
import * as everywhere from "./logout-everywhere"
import * as askForReset from "./request-reset"
import * as reset from "./reset"
import * as theme from "./theme"

let agency: Agency
let email: string

const post = (form: Record<string, string>, cookie?: string) =>
  answerOf(() => login.action(knock({ path: "/login", form, cookie })))
const open = (path = "/login", cookie?: string) => answerOf(() => login.loader(knock({ path, cookie })))

describe("before there is any organization", () => {
  it("/login leads to the set-up", async () => {
    await ourDatabase()
    expect((await open()).headers.get("Location")).toBe("/setup")
  })
})

describe("/login", () => {
  eachInOneWindow(limits.signIn)

  beforeAll(async () => {
    agency = await anAgency()
    email = agency.people.owner.email
  })

  it("signs in with e-mail and password, by a cookie that no script can read", async () => {
    const answer = await post({ email, password })
    expect(answer.status).toBe(303)
    expect(answer.headers.get("Location")).toBe("/")
    const cookie = answer.headers.get("Set-Cookie") ?? ""
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Lax/)
    expect(await resolveSession(secretIn(cookieOf(cookie)), new Date())).toMatchObject({ email })
  })

  it("goes on to where the person wanted to be, and nowhere else", async () => {
    const to = async (returnTo: string) => (await post({ email, password, returnTo })).headers.get("Location")
    expect(await to("/deals?view=mine")).toBe("/deals?view=mine")
    expect(await to("https://evil.example/")).toBe("/")
    expect(await to("//evil.example")).toBe("/")
    expect((await open("/login?returnTo=%2Fleads")).body).toMatchObject({ returnTo: "/leads" })
  })

  it("gives one answer to a wrong password and an unknown address, with the address kept and the password not", async () => {
    const wrong = await post({ email, password: "wrong-horse-77" })
    const unknown = await post({ email: "nobody@agency.example", password: "wrong-horse-77" })
    expect([wrong.status, unknown.status]).toEqual([422, 422])
    const said = (answer: typeof wrong) => JSON.stringify(answer.body).replaceAll("nobody@agency.example", email)
    expect(said(unknown)).toBe(said(wrong))
    expect(said(wrong)).toContain(email)
    expect(said(wrong)).not.toContain("wrong-horse-77")
  })

  it("says at the field what is missing", async () => {
    const { status, body } = await post({ email: "", password: "" })
    expect(status).toBe(422)
    expect(body).toMatchObject({ reply: { error: { email: expect.anything(), password: expect.anything() } } })
  })

  it("says how long to wait after too many tries", async () => {
    for (let n = 0; n < 10; n++) await post({ email: "tried@agency.example", password: "again and again" })
    const { status, headers, body } = await post({ email: "tried@agency.example", password })
    expect(status).toBe(429)
    expect(Number(headers.get("Retry-After"))).toBeGreaterThan(0)
    expect(JSON.stringify(body)).toContain("Try again in")
  })

  it("sends on who is signed in already", async () => {
    const answer = await open("/login?returnTo=%2Fleads", await cookieFor(email))
    expect([answer.status, answer.headers.get("Location")]).toEqual([303, "/leads"])
  })

  it("shows the demo's sign-ins where the demo is, and only there", async () => {
    expect((await open()).body).toMatchObject({ demo: null })
    const [owner] = demoSignIns
    await joinMember(agency.system(), { name: "Demo Owner", email: owner.email, role: "owner", teamId: null, password })
    expect((await open()).body).toMatchObject({ demo: { password, signIns: demoSignIns } })
  })
})

describe("signing out", () => {
  it("ends this session and forgets its cookie", async () => {
    const cookie = await cookieFor(email)
    const answer = await answerOf(() => logout.action(knock({ path: "/logout", form: {}, cookie })))
    expect(answer.headers.get("Location")).toBe("/login")
    expect(answer.headers.get("Set-Cookie")).toContain("signoff=; Max-Age=0")
    expect(await resolveSession(secretIn(cookie), new Date())).toBeNull()
  })

  it("everywhere ends the sessions of all browsers", async () => {
    const [here, there] = [await cookieFor(email), await cookieFor(email)]
    await answerOf(() => everywhere.action(knock({ path: "/logout/everywhere", form: {}, cookie: here })))
    expect(await resolveSession(secretIn(there), new Date())).toBeNull()
  })

  it("does nothing when a link is followed", async () => {
    for (const { loader } of [logout, everywhere, theme])
      expect((await answerOf(() => loader())).headers.get("Location")).toBe("/")
  })
})

describe("/reset", () => {
  it("answers the same whether there is such an account or not, and not at once", async () => {
    const ask = async (address: string) => {
      const began = performance.now()
      const { status, headers } = await answerOf(() =>
        askForReset.action(knock({ path: "/reset", form: { email: address } })),
      )
      expect(performance.now() - began).toBeGreaterThan(290)
      return [status, headers.get("Location")]
    }
    expect(await ask(email)).toEqual([303, "/reset?asked=1"])
    expect(await ask("nobody@agency.example")).toEqual([303, "/reset?asked=1"])
    for (let n = 0; n < 4; n++) expect(await ask(email)).toEqual([303, "/reset?asked=1"])
  })

  it("takes a new password by the mailed link, forgets the session, and sends to sign in; once", async () => {
    await withSandbox()
    const { email: finance } = agency.people.finance
    await requestReset(visitor(), { email: finance })
    await runJobs()
    const [mail] = await readSandboxMails(webPool(), finance)
    const token = /\/reset\/([\w-]+)/.exec(mail?.text ?? "")?.[1] ?? ""
    const path = `/reset/${token}`
    expect((await answerOf(() => reset.loader(knock({ path, params: { token } })))).body).toEqual({ isOpen: true })
    const send = (password: string) =>
      answerOf(() => reset.action(knock({ path, params: { token }, form: { password } })))
    expect((await send("too short")).status).toBe(422)
    const set = await send("a kettle on a slow train")
    expect([set.status, set.headers.get("Location")]).toEqual([303, "/login"])
    expect(set.headers.getSetCookie()).toContainEqual(expect.stringContaining("signoff=; Max-Age=0"))
    expect((await send("a second kettle on that train")).status).toBe(409)
    expect((await post({ email: finance, password: "a kettle on a slow train" })).status).toBe(303)
  })

  it("says kindly that a link no longer works", async () => {
    const args = knock({ path: "/reset/abc", params: { token: "abc" } })
    expect((await answerOf(() => reset.loader(args))).body).toEqual({ isOpen: false })
    const sent = knock({ path: "/reset/abc", params: { token: "abc" }, form: { password: "a kettle on a slow train" } })
    const { status, body } = await answerOf(() => reset.action(sent))
    expect(status).toBe(409)
    expect(JSON.stringify(body)).not.toContain("kettle")
  })
})

describe("/settings/theme", () => {
  it("is kept in the browser and leads back", async () => {
    const sent = knock({ path: "/settings/theme", form: { theme: "dark", returnTo: "/deals" } })
    const { headers } = await answerOf(() => theme.action(sent))
    expect(headers.get("Set-Cookie")).toContain("theme=dark")
    expect(headers.get("Location")).toBe("/deals")
  })
})
