import { beforeAll, describe, expect, test } from "vitest"
import { takeNotice } from "~/platform/http/flash.server"
import { newId } from "~/platform/language/ids"
import { aFullWorld, type World } from "../../../tests/support/a-full-world"
import { type Answer, answerOf, cookieFor, cookieOf, knock } from "../../../tests/support/knock"
import { mailStates } from "../../../tests/support/mails"
import * as dismiss from "./dismiss-mail"
import * as send from "./send-mail"

let world: World
let owner: string
beforeAll(async () => {
  world = await aFullWorld()
  owner = await cookieFor(world.people.owner.email)
})

type Form = Record<string, string>
const post = (page: typeof send, path: string, form: Form) => {
  const mailId = path.split("/")[2] ?? ""
  return answerOf(() => page.action(knock({ path, params: { mailId }, form, cookie: owner })))
}
const sendAgain = (mailId: string, form: Form = {}) => post(send, `/mails/${mailId}/send`, form)
const setAside = (mailId: string, form: Form = {}) => post(dismiss, `/mails/${mailId}/dismiss`, form)
const told = ({ headers }: Answer) =>
  takeNotice(new Request("http://localhost/", { headers: { Cookie: cookieOf(headers.get("Set-Cookie") ?? "") } }))
    .notice
const whereTo = ({ headers }: Answer) => headers.get("Location")

describe("the buttons of a mail that did not reach its reader", () => {
  test("try it again and lead back to where one was", async () => {
    const { mailId, proposalId } = await world.failedMail()
    const answer = await sendAgain(mailId, { returnTo: `/proposals/${proposalId}` })
    expect([whereTo(answer), told(answer)?.text]).toEqual([
      `/proposals/${proposalId}`,
      expect.stringMatching(/^The mail to claire\d+@client\.example is tried again$/),
    ])
    expect(await mailStates(world, [mailId])).toMatchObject([{ status: "queued" }])
    const again = await sendAgain(mailId)
    expect([whereTo(again), told(again)?.tone]).toEqual(["/", "danger"])
  })

  test("set it aside", async () => {
    const { mailId } = await world.failedMail()
    expect(told(await setAside(mailId))?.text).toBe("Mail set aside")
    expect(await mailStates(world, [mailId])).toMatchObject([{ resolved_at: expect.any(Date) }])
  })

  test("lead nowhere else than within the site, and know nothing of mails that are not there", async () => {
    const { mailId } = await world.failedMail()
    for (const returnTo of ["//evil.example", "https://evil.example", "/\\evil.example"])
      expect(whereTo(await setAside(mailId, { returnTo }))).toBe("/")
    expect((await sendAgain(newId())).status).toBe(404)
    expect((await sendAgain("nonsense")).status).toBe(404)
  })

  test("do nothing when they are only looked at", () => {
    expect(whereTo({ ...answerless, headers: send.loader().headers })).toBe("/")
    expect(whereTo({ ...answerless, headers: dismiss.loader().headers })).toBe("/")
  })
})

const answerless = { status: 302, body: null }
