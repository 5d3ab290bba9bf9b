import { beforeAll, expect, it } from "vitest"
import { answerOf, knock, sessionOf } from "../../../tests/support/knock"
import { type Agency, anAgency, rows } from "../../../tests/support/world"
import * as security from "./security"

let agency: Agency
beforeAll(async () => {
  agency = await anAgency()
})

const path = "/settings/security"

it("/settings/security shows each role with who is ready, and keeps which must show a second factor", async () => {
  const cookie = await sessionOf(agency, agency.people.owner.personId)
  const { body } = await answerOf(() => security.loader(knock({ path, cookie })))
  const { roles } = body as { roles: { id: string; members: number; ready: number; isAsked: boolean }[] }
  expect(roles.find(({ id }) => id === "member")).toMatchObject({ members: 1, ready: 0, isAsked: false })
  const saved = await answerOf(() => security.action(knock({ path, cookie, form: { "roles[0]": "member" } })))
  expect([saved.status, saved.headers.get("Location")]).toEqual([303, path])
  const told = "select payload from events where name = 'factor-policy.edited'"
  expect(await rows(agency, told)).toMatchObject([{ payload: { roles: ["member"] } }])
  const unknown = await answerOf(() => security.action(knock({ path, cookie, form: { "roles[0]": "nobody" } })))
  expect(unknown.status).toBe(422)
})

it("/settings/security is refused to whoever does not decide it", async () => {
  const cookie = await sessionOf(agency, agency.people.manager.personId)
  expect((await answerOf(() => security.loader(knock({ path, cookie })))).status).toBe(403)
  expect((await answerOf(() => security.action(knock({ path, cookie, form: {} })))).status).toBe(403)
})
