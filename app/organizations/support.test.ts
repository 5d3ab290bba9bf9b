import { beforeEach, expect, it } from "vitest"
import { createCompany } from "~/companies/create-company.server"
import { assignSuperAdmin } from "~/identity/assign-super-admin.server"
import { webPool } from "~/platform/data/database.server"
import { afterAnswers } from "~/platform/http/after-answer.server"
import { staff } from "~/platform/http/context.server"
import { Forbidden } from "~/platform/language/errors"
import { answerOf, cookieFor, cookieOf, knock } from "../../tests/support/knock"
import { type Agency, anAgency, program, rows } from "../../tests/support/world"
import { createSupportGrant } from "./create-support-grant.server"
import { revokeSupportGrant } from "./revoke-support-grant.server"
import { action as leave } from "./routes/end-support"
import { action as revoke } from "./routes/revoke-support-grant"
import { loader as shell } from "./routes/shell"
import { action as enter } from "./routes/start-support"
import { loader as list } from "./routes/support"
import { action as grant, loader as grants } from "./routes/support-grants"

let ours: Agency
let theirs: Agency
let cookie: string

beforeEach(async () => {
  ours = await anAgency()
  theirs = await anAgency({ name: "Harbor" })
  await assignSuperAdmin(program(), { email: ours.people.owner.email, isSuperAdmin: true })
  cookie = await cookieFor(ours.people.owner.email)
})

const give = () => createSupportGrant(theirs.owner, { hours: "1", reason: "A total looks wrong" })
const seen = async (by = cookie) => answerOf(() => list(knock({ path: "/support", cookie: by })))
const go = (by = cookie) => {
  const params = { organizationId: theirs.organizationId }
  return answerOf(() => enter(knock({ path: `/support/${theirs.organizationId}/start`, params, cookie: by, form: {} })))
}
const inside = async () => cookieOf((await go()).headers.get("Set-Cookie")!)
const recorded = async () => {
  await afterAnswers()
  const found = await rows<{ name: string; path: string | null }>(
    theirs,
    "select name, payload->>'path' as path from events where name like 'support-%' order by id",
  )
  return found.map(({ name, path }) => [name, path])
}

it("a super-admin sees nothing of an organization that gave no leave, nor does anybody else of one that did", async () => {
  expect((await seen()).body).toEqual({ open: [] })
  expect((await go()).status).toBe(404)
  await give()
  const member = await cookieFor(theirs.people.owner.email)
  expect([(await seen(member)).status, (await go(member)).status]).toEqual([403, 404])
  expect((await seen()).body).toEqual({ open: [expect.objectContaining({ name: "Harbor" })] })
})

it("with leave they read as a guest, change nothing, and every page says so", async () => {
  await give()
  const there = await inside()
  const ctx = await staff(knock({ path: "/deals", cookie: there }))
  expect(ctx).toMatchObject({ organizationId: theirs.organizationId, role: "guest", isSupport: true })
  expect((await answerOf(() => shell(knock({ path: "/deals", cookie: there })))).body).toMatchObject({
    isSupport: true,
  })
  await expect(createCompany(ctx, { name: "Planted" })).rejects.toBeInstanceOf(Forbidden)
  await expect(createSupportGrant(ctx, { hours: "24", reason: "Longer" })).rejects.toBeInstanceOf(Forbidden)
  expect((await answerOf(() => staff(knock({ path: "/", cookie })))).headers.get("Location")).toBe("/login")
})

it("the organization's record says when they came, what they opened and when they left", async () => {
  await give()
  const there = await inside()
  await staff(knock({ path: "/deals?status=won", cookie: there }))
  await afterAnswers()
  await answerOf(() => leave(knock({ path: "/support/end", cookie: there, form: {} })))
  expect((await recorded()).toSorted()).toEqual([
    ["support-grant.created", null],
    ["support-session.ended", null],
    ["support-session.started", null],
    ["support-view.recorded", "/deals"],
    ["support-view.recorded", "/support/end"],
  ])
  expect((await answerOf(() => staff(knock({ path: "/", cookie: there })))).status).toBe(302)
})

it("they are out on the next request once the leave is taken back, runs out, or they are no super-admin any more", async () => {
  const ends: ((grantId: string) => Promise<unknown>)[] = [
    (grantId) => revokeSupportGrant(theirs.owner, { grantId }),
    () => assignSuperAdmin(program(), { email: ours.people.owner.email, isSuperAdmin: false }),
    () => webPool().query("update sessions set expires_at = now() - interval '1 second'"),
  ]
  for (const end of ends) {
    await assignSuperAdmin(program(), { email: ours.people.owner.email, isSuperAdmin: true })
    cookie = await cookieFor(ours.people.owner.email)
    const { grantId } = await give()
    const there = await inside()
    expect(await staff(knock({ path: "/", cookie: there }))).toMatchObject({ isSupport: true })
    await end(grantId)
    expect((await answerOf(() => staff(knock({ path: "/", cookie: there })))).headers.get("Location")).toBe("/login")
  }
})

it("an owner gives leave and takes it back on a page; nobody else may", async () => {
  const owner = await cookieFor(theirs.people.owner.email)
  const page = (by: string) => answerOf(() => grants(knock({ path: "/settings/support", cookie: by })))
  const form = { hours: "4", reason: "A total looks wrong" }
  expect((await answerOf(() => grant(knock({ path: "/settings/support", cookie: owner, form })))).status).toBe(303)
  const { body } = await page(owner)
  const [{ id: grantId }] = (body as { grants: [{ id: string }] }).grants
  const path = `/settings/support/${grantId}/revoke`
  expect((await answerOf(() => revoke(knock({ path, params: { grantId }, cookie, form: {} })))).status).toBe(404)
  expect((await answerOf(() => revoke(knock({ path, params: { grantId }, cookie: owner, form: {} })))).status).toBe(303)
  expect((await page(owner)).body).toMatchObject({ grants: [{ stands: false, wasRevoked: true }] })
})

it("entering needs a fresh proof", async () => {
  await give()
  await webPool().query("update sessions set authenticated_at = now() - interval '11 minutes'")
  await expect(go()).rejects.toMatchObject({ name: "StepUpRequired" })
})
