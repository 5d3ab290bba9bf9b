import { randomBytes } from "node:crypto"
import type { ServerBuild } from "@remix-run/node"
import { beforeAll, describe, expect, it } from "vitest"
import * as newCompany from "~/companies/routes/new"
import * as assign from "~/leads/routes/assign"
import { webPool } from "~/platform/data/database.server"
import { withStepUp } from "~/platform/http/step-up.server"
import { FIND } from "~/platform/language/find"
import { sha256 } from "~/platform/security/crypto.server"
import { type Answer, answerOf, cookieFor, cookieOf, knock, secretIn, sessionOf } from "../../tests/support/knock"
import { type Agency, anAgency, rows } from "../../tests/support/world"
import { loader as stepUp } from "./routes/step-up"

const build = withStepUp({
  routes: {
    page: { id: "page", path: "companies/new", module: newCompany },
    button: { id: "button", path: "leads/:leadId/assign", module: assign },
  },
} as unknown as ServerBuild)
const actionOf = (name: "page" | "button") => build.routes[name]!.module.action!

let agency: Agency
let elsewhere: Agency
beforeAll(async () => {
  agency = await anAgency()
  elsewhere = await anAgency({ name: "Harbor" })
})

const here = "/companies/new"
const typed = { name: "Lindt", website: "https://lindt.example", postalCode: "12345", submission: "a-form-of-today" }

/** A session that has ended, as a browser still carries it. */
async function anEndedSession(personId: string = agency.people.owner.personId, of: Agency = agency) {
  const cookie = await sessionOf(of, personId)
  await webPool().query("update sessions set revoked_at = now() where token_hash = $1", [sha256(secretIn(cookie))])
  return cookie
}

const send = (cookie: string | undefined, form: Record<string, string>, path = here) =>
  answerOf(() => actionOf("page")(knock({ path, cookie, form })))

const keptIn = ({ headers }: Answer) => cookieOf(headers.getSetCookie().find((each) => each.includes("kept=")) ?? "")

/** What somebody who has signed in again is offered. */
const offered = (cookie: string, kept: string, returnTo = here) =>
  answerOf(() =>
    stepUp(knock({ path: `/step-up?returnTo=${encodeURIComponent(returnTo)}`, cookie: `${cookie}; ${kept}` })),
  )

const companies = async () => Number((await rows<{ n: bigint }>(agency, "select count(*) as n from companies"))[0]!.n)

describe("what was typed when a session had ended", () => {
  it("leads to signing in, and comes back as a form that does nothing before it is sent again", async () => {
    const before = await companies()
    const led = await send(await anEndedSession(), typed)
    const to = `/login?returnTo=${encodeURIComponent(`/step-up?returnTo=${encodeURIComponent(here)}`)}`
    expect([led.status, led.headers.get("Location")]).toEqual([303, to])
    const cookie = await cookieFor(agency.people.owner.email)
    const { status, body } = await offered(cookie, keptIn(led))
    const { waiting } = body as { waiting: { to: string; fields: [string, string][]; shown: boolean } }
    expect([status, waiting]).toMatchObject([200, { to: here, shown: true }])
    expect(Object.fromEntries(waiting.fields)).toEqual(typed)
    const shown = await send(cookie, { ...Object.fromEntries(waiting.fields), [FIND]: "" })
    expect(shown).toMatchObject({
      status: 422,
      body: { reply: { initialValue: { name: "Lindt", postalCode: "12345" } } },
    })
    expect((shown.body as { reply: { error?: object } }).reply.error).toBeUndefined()
    expect(await companies()).toBe(before)
    expect((await send(cookie, Object.fromEntries(waiting.fields))).status).toBe(303)
    expect(await companies()).toBe(before + 1)
  })

  it("is handed out once, to nobody else, in no other organization, and after ten minutes not at all", async () => {
    const kept = async () => keptIn(await send(await anEndedSession(), typed))
    const owner = await cookieFor(agency.people.owner.email)
    const others = [
      await sessionOf(agency, agency.people.member.personId),
      await cookieFor(elsewhere.people.owner.email),
    ]
    const mine = await kept()
    for (const other of others) expect((await offered(other, mine)).status).toBe(303)
    expect((await offered(owner, mine)).status).toBe(200)
    expect((await offered(owner, mine)).status).toBe(303)
    const elsewhereToo = keptIn(await send(await anEndedSession(agency.people.owner.personId, elsewhere), typed))
    expect((await offered(owner, elsewhereToo)).status).toBe(303)
    const late = await kept()
    await webPool().query("update ceremonies set expires_at = now() - interval '1 second' where kind = 'kept-form'")
    expect((await offered(owner, late)).status).toBe(303)
    await kept()
    const { rows: over } = await webPool().query(
      "select 1 from ceremonies where kind = 'kept-form' and expires_at < now()",
    )
    expect(over).toEqual([])
  })

  it("is kept sealed, without passwords, codes and files, however long it is", async () => {
    const cookie = await anEndedSession()
    const long = "Täglich ".repeat(20_000)
    const secrets = { password: "p", currentPassword: "p", stripeSecret: "s", code: "c", recoveryCode: "r" }
    const form = new FormData()
    for (const [name, value] of Object.entries({ ...typed, notes: long, ...secrets })) form.set(name, value)
    form.set("logo", new File(["bytes"], "logo.png"))
    const given = knock({ path: here, cookie })
    const request = new Request(`http://localhost${here}`, { method: "POST", body: form, headers: { Cookie: cookie } })
    const led = await answerOf(() => actionOf("page")({ ...given, request }))
    const { rows: found } = await webPool().query<{ state: object }>(
      "select state from ceremonies where kind = 'kept-form'",
    )
    expect(JSON.stringify(found)).not.toMatch(/Lindt|lich/)
    const { body } = await offered(await cookieFor(agency.people.owner.email), keptIn(led))
    const { fields } = (body as { waiting: { fields: [string, string][] } }).waiting
    expect(Object.fromEntries(fields)).toEqual({ ...typed, notes: long })
  })

  it("of a button waits for a press, and leads back to the page it was pressed on", async () => {
    const path = "/leads/1/assign"
    const form = { ownerId: agency.people.member.personId }
    const headers = { Referer: "http://localhost/leads/1" }
    const press = async (from: Record<string, string>) =>
      answerOf(async () =>
        actionOf("button")(knock({ path, form, headers: from, cookie: await anEndedSession() }) as never),
      )
    const led = await press(headers)
    expect(led.headers.get("Location")).toContain(encodeURIComponent(encodeURIComponent("/leads/1")))
    const { body } = await offered(await cookieFor(agency.people.owner.email), keptIn(led))
    expect(body).toMatchObject({ waiting: { to: path, shown: false, fields: Object.entries(form) } })
    const wild = await press({ Referer: "https://evil.example/companies/1" })
    expect(wild.headers.get("Location")).toBe(`/login?returnTo=${encodeURIComponent("/step-up")}`)
  })

  it("is nothing where nothing was typed, where nobody ever was signed in, and of what is no form", async () => {
    const ended = await anEndedSession()
    const stranger = `${ended.split("=")[0]}=${encodeURIComponent(btoa(JSON.stringify(randomBytes(32).toString("base64url"))))}`
    const plain = `/login?returnTo=${encodeURIComponent(here)}`
    const asked: [string | undefined, Record<string, string>][] = [
      [ended, { submission: "a-form-of-today", version: "1", name: "  " }],
      [ended, { "__proto__[x]": "1", name: "Lindt" }],
      [ended, { name: "x".repeat(500_000) }],
      [stranger, typed],
      [undefined, typed],
    ]
    for (const [cookie, form] of asked) {
      const led = await send(cookie, form)
      expect([led.headers.get("Location"), led.headers.get("Set-Cookie")]).toEqual([plain, null])
    }
  })

  it("leads to no other site, whatever the address says", async () => {
    const led = await send(await anEndedSession(), typed, "//evil.example/companies/new")
    expect(decodeURIComponent(decodeURIComponent(led.headers.get("Location")!))).not.toContain("//evil")
    const { headers } = await offered(await cookieFor(agency.people.owner.email), "", "//evil.example")
    expect(headers.get("Location")).toBe("/")
  })
})
