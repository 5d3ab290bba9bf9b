import { beforeAll, describe, expect, it } from "vitest"
import { webPool } from "~/platform/data/database.server"
import { answerOf, cookieFor, knock, sessionOf } from "../../../tests/support/knock"
import { daysAgo, oldRow } from "../../../tests/support/old-rows"
import { type Agency, anAgency, rows } from "../../../tests/support/world"
import * as edit from "./edit-retention"
import * as lift from "./lift-legal-hold"
import * as place from "./place-legal-hold"
import * as retention from "./retention"

let agency: Agency
let cookie: string
beforeAll(async () => {
  agency = await anAgency()
  cookie = await cookieFor(agency.people.owner.email)
})

const path = "/settings/retention"
const editing = "/settings/retention/edit"
const placing = "/settings/retention/legal-holds/place"
const usual = { notifications: "180", invitations: "90", "link-uses": "730", "mail-texts": "730" }
type Page = {
  days: Record<string, number>
  due: Record<string, number>
  holds: { id: string; reason: string; placed: string; lifted: string | null }[]
  mayEdit: boolean
}
const page = async (by = cookie) => {
  const { status, body } = await answerOf(() => retention.loader(knock({ path, cookie: by })))
  return { status, ...(body as Page) }
}
const save = (form: Record<string, string>, by = cookie) =>
  answerOf(() => edit.action(knock({ path: editing, cookie: by, form })))
const hold = (reason: string, by = cookie) =>
  answerOf(() => place.action(knock({ path: placing, cookie: by, form: { reason } })))
const lifting = (holdId: string, by = cookie) => {
  const at = `/settings/retention/legal-holds/${holdId}/lift`
  return { path: at, params: { holdId }, cookie: by }
}

describe("/settings/retention", () => {
  it("shows each class with its period and what is due, and keeps another period", async () => {
    await oldRow(agency, "invitations", daysAgo(61))
    expect(await page()).toMatchObject({
      status: 200,
      days: { invitations: 90 },
      due: { invitations: 0 },
      mayEdit: true,
    })
    const saved = await save({ ...usual, invitations: "60" })
    expect([saved.status, saved.headers.get("Location")]).toEqual([303, path])
    expect(await page()).toMatchObject({ days: { invitations: 60, notifications: 180 }, due: { invitations: 1 } })
    const told =
      "select payload, d.before from events e join event_details d on d.event_id = e.id where name = 'retention-policy.edited'"
    expect(await rows(agency, told)).toMatchObject([
      { payload: { days: { invitations: 60 } }, before: { days: { invitations: 90 } } },
    ])
  })

  it("says at the field what is out of bounds, keeps what was typed, and saves nothing", async () => {
    const before = (await page()).days
    const { status, body } = await save({ ...usual, invitations: "29", "mail-texts": "4000" })
    expect(status).toBe(422)
    expect((body as { reply: object }).reply).toMatchObject({
      initialValue: { invitations: "29", "mail-texts": "4000" },
      error: {
        invitations: ["Enter a number of days from 30 to 730"],
        "mail-texts": ["Enter a number of days from 90 to 3,650"],
      },
    })
    expect((await page()).days).toEqual(before)
  })

  it("is refused to everybody but owners, with all that can be pressed there", async () => {
    await hold("Not theirs to lift")
    const holdId = (await page()).holds[0]!.id
    for (const role of ["manager", "member", "finance", "guest"] as const) {
      const by = await sessionOf(agency, agency.people[role].personId)
      const answers = await Promise.all([
        answerOf(() => retention.loader(knock({ path, cookie: by }))),
        answerOf(() => edit.loader(knock({ path: editing, cookie: by }))),
        save(usual, by),
        answerOf(() => place.loader(knock({ path: placing, cookie: by }))),
        hold("Mine", by),
        answerOf(() => lift.loader(knock(lifting(holdId, by)))),
        answerOf(() => lift.action(knock({ ...lifting(holdId, by), form: {} }))),
      ])
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403, 403])
    }
    await answerOf(() => lift.action(knock({ ...lifting(holdId), form: {} })))
  })
})

describe("a legal hold", () => {
  it("is placed with a reason, shown with who placed it, and lifted after a question", async () => {
    expect((await hold("")).status).toBe(422)
    expect((await hold("Case 12 O 34/26")).status).toBe(303)
    expect((await hold("Another")).status).toBe(409)
    const [standing] = (await page()).holds
    expect(standing).toMatchObject({ reason: "Case 12 O 34/26", lifted: null })
    expect(standing?.placed).toMatch(/^Ida Owner, /)
    expect((await answerOf(() => lift.loader(knock(lifting(standing!.id))))).body).toEqual({
      reason: "Case 12 O 34/26",
    })
    expect((await answerOf(() => lift.action(knock({ ...lifting(standing!.id), form: {} })))).status).toBe(303)
    expect((await page()).holds[0]?.lifted).toMatch(/^Ida Owner, /)
    const again = await answerOf(() => lift.loader(knock(lifting(standing!.id))))
    expect([again.status, again.headers.get("Location")]).toEqual([302, path])
  })

  it("is lifted, and periods are changed, only with a fresh proof; placing one needs none", async () => {
    await webPool().query("update sessions set authenticated_at = now() - interval '11 minutes'")
    expect((await hold("An audit")).status).toBe(303)
    const holdId = (await page()).holds[0]!.id
    const asked = { name: "StepUpRequired" }
    await expect(answerOf(() => lift.action(knock({ ...lifting(holdId), form: {} })))).rejects.toMatchObject(asked)
    await expect(save({ ...usual, invitations: "31" })).rejects.toMatchObject(asked)
    expect((await page()).holds[0]?.lifted).toBeNull()
  })
})
