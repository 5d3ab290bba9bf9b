import { beforeAll, expect, test } from "vitest"
import { createForm } from "~/leads/create-form.server"
import { defaultForm } from "~/leads/default-form"
import { stampOf } from "~/leads/form-stamp.server"
import { env } from "~/platform/env.server"
import { refusalOf } from "~/platform/http/gates.server"
import { replace } from "~/platform/once.server"
import { limits } from "~/platform/security/limits.server"
import { answerOf, knock } from "../../../tests/support/knock"
import { eachInOneWindow } from "../../../tests/support/limit-windows"
import { type Agency, anAgency, rows } from "../../../tests/support/world"
import * as form from "./form"
import * as thanks from "./thanks"

let agency: Agency
let path: string
let senders = 0

beforeAll(async () => {
  agency = await anAgency()
  path = `/f/${agency.formKey}`
})

const params = () => ({ formKey: agency.formKey })
const open = (query = "", headers: Record<string, string> = {}) =>
  answerOf(() => form.loader(knock({ path: path + query, params: params(), headers })))
const send = (
  given: Record<string, string>,
  { query = "", headers = {} as Record<string, string>, formKey = agency.formKey } = {},
) => answerOf(() => form.action(knock({ path: `/f/${formKey}${query}`, params: { formKey }, form: given, headers })))

const filled = (more: Record<string, string> = {}) => ({
  ...{ name: "Ana Ruiz", email: `ana${++senders}@cafe.example`, message: "A website, please", consent: "on" },
  ...more,
})

const leadsOf = (email: string) =>
  rows<{ status: string; source_page: string | null; utm: object; lost_reason: string | null }>(
    agency,
    "select * from leads where email_normalized = $1",
    [email],
  )

/** A stamp of a form that was opened a minute ago. */
const opened = () => stampOf(new Date(Date.now() - 60_000))

test("the form shows the agency's words and carries along where its visitor came from", async () => {
  const { status, body } = await open("?utm_source=news", { Referer: "https://umbra.example/contact" })
  expect(status).toBe(200)
  expect(body).toMatchObject({
    form: { title: "Tell us about your project", organization: { name: "Northlight" } },
    carried: { sourcePage: "https://umbra.example/contact", utm_source: "news", rendered: expect.any(String) },
  })
})

test("an unknown key finds nothing, whatever it looks like", async () => {
  for (const formKey of ["nobody-knows-this", "", "'; drop table forms", "x".repeat(5_000)]) {
    const args = { path: "/f/unknown", params: { formKey } }
    expect((await answerOf(() => form.loader(knock(args)))).status).toBe(404)
    expect((await answerOf(() => form.action(knock({ ...args, form: filled() })))).status).toBe(404)
    expect((await answerOf(() => thanks.loader(knock(args)))).status).toBe(404)
  }
})

test("a sent form becomes a lead with its source, and its sender is thanked", async () => {
  const given = filled({ rendered: opened(), sourcePage: "https://umbra.example/", utm_campaign: "spring" })
  const { status, headers } = await send(given)
  expect([status, headers.get("Location")]).toEqual([303, `${path}/thanks`])
  expect(await leadsOf(given.email)).toMatchObject([
    { status: "new", source_page: "https://umbra.example/", utm: { campaign: "spring" } },
  ])
  const thanked = await answerOf(() => thanks.loader(knock({ path: `${path}/thanks`, params: params() })))
  expect(thanked.body).toMatchObject({ organization: { name: "Northlight" }, thanks: expect.stringContaining("Thank") })
})

test("a plain post from any site needs nothing but the fields, and tells by itself where it came from", async () => {
  const given = filled({ consent: "yes", "some-field-of-theirs": "x" })
  const { status } = await send(given, {
    query: "?utm_source=theirs",
    headers: { Referer: "https://umbra.example/kontakt" },
  })
  expect(status).toBe(303)
  expect(await leadsOf(given.email)).toMatchObject([
    { status: "new", source_page: "https://umbra.example/kontakt", utm: { source: "theirs" } },
  ])
})

test("posts from other sites pass the gates here without a cookie, and only here", () => {
  const headers = { host: "localhost", "content-length": "90", "content-type": "application/x-www-form-urlencoded" }
  const foreign = { ...headers, origin: "https://umbra.example", "sec-fetch-site": "cross-site" }
  const settings = { APP_URL: undefined, origins: ["http://localhost"] as const }
  const refusal = (url: string, more: object = {}) =>
    refusalOf({ method: "POST", url, headers: { ...foreign, ...more } }, settings)?.status
  expect(refusal(path)).toBeUndefined()
  expect(refusal("/leads/new")).toBe(403)
  expect(refusal(path, { "content-length": "5000000" })).toBe(413)
})

test("the form sent twice is one lead", async () => {
  const given = filled({ rendered: opened() })
  const answers = await Promise.all([send(given), send(given)])
  expect(answers.map((answer) => answer.status)).toEqual([303, 303])
  expect(await leadsOf(given.email)).toHaveLength(1)
})

test("errors stand at their fields with everything typed still there", async () => {
  const given = { ...filled(), name: "", email: "ana@", phone: "030 123", message: "x".repeat(5_001), consent: "" }
  const { status, body } = await send(given)
  expect(status).toBe(422)
  const { error, initialValue } = (body as { reply: { error: Record<string, string[]>; initialValue: object } }).reply
  expect(Object.keys(error).sort()).toEqual(["consent", "email", "message", "name"])
  expect(error.email).toEqual(["Enter an e-mail address like name@example.com"])
  expect(error.consent).toEqual(["Tick the box so that we may answer you"])
  expect(initialValue).toMatchObject({ email: "ana@", phone: "030 123", message: given.message })
})

test("what a machine sends is thanked like all else, and put aside", async () => {
  const bot = filled({ rendered: opened(), leave_empty: "https://pills.example" })
  expect((await send(bot)).status).toBe(303)
  expect(await leadsOf(bot.email)).toMatchObject([{ status: "disqualified", lost_reason: "Suspected spam" }])
  const fast = filled({ rendered: stampOf(new Date()), message: "See https://pills.example" })
  await send(fast)
  expect(await leadsOf(fast.email)).toMatchObject([{ status: "disqualified" }])
})

test("a made-up time of opening is worth nothing", async () => {
  const given = filled({ rendered: `${Date.now()}.made-up`, message: "See https://umbra.example" })
  await send(given)
  expect(await leadsOf(given.email)).toMatchObject([{ status: "new" }])
})

test("a form of fields nobody made is refused, and hostile text is only text", async () => {
  expect((await send({ ...filled(), "__proto__.x": "1" })).status).toBe(400)
  const given = filled({ name: "<img src=x onerror=alert(1)>", message: "'; drop table leads; --" })
  expect((await send(given)).status).toBe(303)
  expect(await leadsOf(given.email)).toMatchObject([{ name: given.name, message: given.message }])
})

test("an agency's own page of thanks is gone on to: at once from its site, by way of ours from our form", async () => {
  const key = "with-own-thanks"
  const redirectUrl = "https://northlight.example/thanks"
  await createForm(agency.system(), { ...defaultForm("Northlight"), key, redirectUrl })
  const theirs = await send(filled(), { formKey: key })
  expect(theirs.headers.get("Location")).toBe(redirectUrl)
  const ours = await send(filled({ rendered: opened() }), { formKey: key })
  expect(ours.headers.get("Location")).toBe(`/f/${key}/thanks`)
  const loaded = await answerOf(() => thanks.loader(knock({ path: `/f/${key}/thanks`, params: { formKey: key } })))
  expect(loaded.body).toMatchObject({ next: { href: redirectUrl, host: "northlight.example" } })
})

test("whoever sends too often is asked to wait and keeps what they typed", async () => {
  const usual = { ...env }
  replace("env", { ...usual, RATE_LIMITS: "on" })
  const given = filled()
  let answer = await send(given)
  for (let sent = 1; sent <= 10 && answer.status !== 429; sent++)
    answer = await send({ ...given, message: `No. ${sent}` })
  replace("env", usual)
  expect(answer.status).toBe(429)
  expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThan(0)
  expect(answer.body).toMatchObject({ reply: { initialValue: { email: given.email, message: expect.any(String) } } })
})

eachInOneWindow(limits.leadForm)

test("in a flood nothing is lost: what is more than people send is put aside", async () => {
  const flooded = await anAgency({ name: "Flooded" })
  const formKey = flooded.formKey
  for (let ten = 0; ten < 6; ten++) await Promise.all(Array.from({ length: 10 }, () => send(filled(), { formKey })))
  const given = filled({ rendered: opened() })
  expect((await send(given, { formKey })).status).toBe(303)
  const [lead] = await rows<{ status: string }>(flooded, "select status from leads where email_normalized = $1", [
    given.email,
  ])
  expect(lead).toMatchObject({ status: "disqualified" })
})
