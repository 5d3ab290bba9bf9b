import type { ActionFunctionArgs, ServerBuild } from "@remix-run/node"
import { beforeAll, describe, expect, it } from "vitest"
import { webPool } from "~/platform/data/database.server"
import { staff } from "~/platform/http/context.server"
import { parseForm } from "~/platform/http/form.server"
import { answer } from "~/platform/http/respond.server"
import { withStepUp } from "~/platform/http/step-up.server"
import { StepUpRequired } from "~/platform/language/errors"
import { limits } from "~/platform/security/limits.server"
import { answerOf, cookieFor, cookieOf, knock } from "../../tests/support/knock"
import { eachInOneWindow } from "../../tests/support/limit-windows"
import { type Agency, anAgency, password, visitor } from "../../tests/support/world"
import { ConfirmSessionForm } from "./inputs.server"
import { action, loader } from "./routes/step-up"
import { signIn } from "./sign-in.server"

let agency: Agency

beforeAll(async () => {
  agency = await anAgency()
})

/** Somebody who signed in eleven minutes ago. */
async function anOldSession() {
  const cookie = await cookieFor(agency.people.owner.email)
  await webPool().query("update sessions set authenticated_at = now() - interval '11 minutes'")
  return cookie
}

const prove = (cookie: string, typed: string, returnTo = "/settings/profile") =>
  answerOf(() => action(knock({ path: "/step-up", cookie, form: { password: typed, returnTo } })))

const look = (cookie: string, more = "") =>
  answerOf(() => loader(knock({ path: "/step-up?returnTo=/settings/profile", cookie: cookie + more })))

describe("the page that asks for a fresh proof", () => {
  eachInOneWindow(limits.signIn)

  it("asks whoever proved it more than ten minutes ago, and lets them go back once they have", async () => {
    const cookie = await anOldSession()
    expect(await look(cookie)).toMatchObject({ status: 200, body: { waiting: null, hasPassword: true } })
    expect((await prove(cookie, password)).status).toBe(303)
    const back = await look(cookie)
    expect([back.status, back.headers.get("Location")]).toEqual([303, "/settings/profile"])
  })

  it("keeps what was proved to the session that proved it", async () => {
    const [proved, other] = [await anOldSession(), await anOldSession()]
    await prove(proved, password)
    expect((await look(other)).status).toBe(200)
  })

  it("leads to no other site", async () => {
    const cookie = await anOldSession()
    const answered = await prove(cookie, password, "//evil.example/")
    expect(answered.headers.get("Location")).toBe("/step-up?returnTo=%2F")
  })

  it("counts wrong passwords with those of signing in", async () => {
    const cookie = await anOldSession()
    const answers = []
    for (let n = 0; n < 10; n++) answers.push((await prove(cookie, "a wrong password")).status)
    expect(answers).toEqual(Array(10).fill(422))
    expect((await prove(cookie, password)).status).toBe(429)
    const there = await signIn(visitor(), { email: agency.people.owner.email, password, previous: null })
    expect(there).toMatchObject({ signedIn: false, retryAfter: expect.any(Number) })
    await webPool().query("delete from limits")
  })
})

describe("a form that asks for a fresh proof", () => {
  const build = {
    routes: {
      page: {
        id: "page",
        path: "settings/profile",
        module: {
          default: () => null,
          async action(args: ActionFunctionArgs) {
            await staff(args)
            await parseForm(args.request, ConfirmSessionForm)
            return answer(() => Promise.reject(new StepUpRequired("profiles.edit")))
          },
        },
      },
    },
  } as unknown as ServerBuild
  const post = (cookie: string, form: Record<string, string>) =>
    answerOf(() => withStepUp(build).routes.page!.module.action!(knock({ path: "/settings/profile", cookie, form })))

  it("leads there and is offered again, once and to its own person, without passwords", async () => {
    const cookie = await anOldSession()
    const led = await post(cookie, { email: "new@agency.example", password: "a secret of mine" })
    expect([led.status, led.headers.get("Location")]).toEqual([303, "/step-up?returnTo=%2Fsettings%2Fprofile"])
    const kept = led.headers.get("Set-Cookie")!
    expect(kept).not.toContain("new@agency.example")
    await prove(cookie, password)
    const offered = await look(cookie, `; ${cookieOf(kept)}`)
    expect(offered.body).toMatchObject({
      waiting: { to: "/settings/profile", fields: [["email", "new@agency.example"]] },
    })
    expect(offered.headers.get("Set-Cookie")).toContain("Max-Age=0")
    const other = await cookieFor(agency.people.owner.email)
    expect((await look(other, `; ${cookieOf(kept)}`)).status).toBe(303)
  })

  it("waits however long it is, and not at all when it is no form of ours", async () => {
    const cookie = await anOldSession()
    const led = await post(cookie, { email: "long".repeat(2_000) })
    await prove(cookie, password)
    const offered = await look(cookie, `; ${cookieOf(led.headers.get("Set-Cookie")!)}`)
    expect(offered.body).toMatchObject({ waiting: { shown: false, fields: [["email", "long".repeat(2_000)]] } })
    const huge = await post(await anOldSession(), { email: "long".repeat(200_000) })
    expect([huge.status, huge.headers.get("Set-Cookie")]).toEqual([303, null])
  })
})
