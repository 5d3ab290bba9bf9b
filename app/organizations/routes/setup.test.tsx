import { describe, expect, it } from "vitest"
import { resolveSession } from "~/platform/security/resolve.server"
import * as menu from "~/today/routes/menu"
import { answerOf, cookieFor, cookieOf, knock, secretIn } from "../../../tests/support/knock"
import { anAgency, ourDatabase, password } from "../../../tests/support/world"
import * as setup from "./setup"
import * as shell from "./shell"

const filled = {
  name: "Harbor",
  country: "PT",
  currency: "EUR",
  timeZone: "Europe/Lisbon",
  ownerName: "Hanna",
  ownerEmail: "hanna@harbor.example",
  ownerPassword: password,
}

const open = (headers: Record<string, string> = {}, cookie?: string) =>
  answerOf(() => setup.loader(knock({ path: "/setup", headers, cookie })))
const send = (form: Record<string, string>) => answerOf(() => setup.action(knock({ path: "/setup", form })))
const openShell = (cookie?: string) => answerOf(() => shell.loader(knock({ path: "/", cookie })))

describe("/setup of a new installation", () => {
  it("is where every page leads, and guesses the country by the browser", async () => {
    await ourDatabase()
    expect((await openShell()).headers.get("Location")).toBe("/setup")
    expect((await open({ "Accept-Language": "de-AT,de;q=0.9" })).body).toMatchObject({
      guess: { country: "AT", currency: "EUR" },
    })
    expect((await open()).body).toMatchObject({ guess: {} })
  })

  it("gives everything typed back but the password, with what is wrong at its field", async () => {
    const { status, body } = await send({ ...filled, timeZone: "nowhere" })
    expect(status).toBe(422)
    expect(body).toMatchObject({ reply: { error: { timeZone: expect.anything() }, initialValue: { name: "Harbor" } } })
    expect(JSON.stringify(body)).not.toContain(password)
    expect((await send({ ...filled, ownerPassword: "harbor harbor" })).status).toBe(422)
  })

  it("sets up and signs its owner in; the same form sent twice does both once", async () => {
    const answers = await Promise.all([send(filled), send(filled)])
    for (const { status, headers } of answers) {
      expect([status, headers.get("Location")]).toEqual([303, "/setup/brand"])
      const cookie = headers.getSetCookie().find((each) => each.startsWith("signoff=")) ?? ""
      expect(await resolveSession(secretIn(cookieOf(cookie)), new Date())).toMatchObject({
        email: filled.ownerEmail,
        role: "owner",
      })
    }
  })

  it("is not there any more, for good", async () => {
    expect((await open()).status).toBe(404)
    expect((await send({ ...filled, ownerEmail: "other@harbor.example" })).status).toBe(404)
    expect((await send({ ...filled, name: "" })).status).toBe(404)
  })
})

describe("the shell", () => {
  it("knows organization, person and role of who is signed in, and leads others to sign in", async () => {
    const agency = await anAgency()
    const { body } = await openShell(await cookieFor(agency.people.owner.email))
    expect(body).toMatchObject({ organization: { name: "Northlight" }, person: { role: "Owner" }, unread: 0 })
    const asked = await answerOf(() => shell.loader(knock({ path: "/leads?view=mine" })))
    expect(asked.headers.get("Location")).toBe(`/login?${new URLSearchParams({ returnTo: "/leads?view=mine" })}`)
  })

  it("has its places on a page of their own, for phones", async () => {
    const cookie = await cookieFor((await anAgency()).people.owner.email)
    expect((await answerOf(() => menu.loader(knock({ path: "/menu", cookie })))).status).toBe(200)
    const asked = await answerOf(() => menu.loader(knock({ path: "/menu" })))
    expect(asked.headers.get("Location")).toBe("/login?returnTo=%2Fmenu")
  })

  it("asks again for what waits after acts and on other pages, not for another view of the same page", () => {
    const ask = (from: string, to: string, formMethod?: "POST") =>
      shell.shouldRevalidate({
        ...{ currentUrl: new URL(from, "http://localhost"), nextUrl: new URL(to, "http://localhost"), formMethod },
        ...{ currentParams: {}, nextParams: {}, defaultShouldRevalidate: false },
      })
    expect(ask("/leads", "/leads", "POST")).toBe(true)
    expect(ask("/leads", "/deals")).toBe(true)
    expect(ask("/leads", "/leads")).toBe(true)
    expect(ask("/leads", "/leads?view=mine")).toBe(false)
  })
})
