import { beforeAll, beforeEach, describe, expect, it } from "vitest"
import { webPool } from "~/platform/data/database.server"
import { resolveSession } from "~/platform/security/resolve.server"
import { answerOf, cookieFor, knock, secretIn } from "../../tests/support/knock"
import { type Agency, anAgency } from "../../tests/support/world"
import { action as revokeOne } from "./routes/revoke-session"
import { action as revokeOthers } from "./routes/revoke-sessions"
import { loader } from "./routes/sessions"

let agency: Agency
let others: Agency

beforeAll(async () => {
  agency = await anAgency()
  others = await anAgency({ name: "Harbor" })
})

beforeEach(() => webPool().query("delete from sessions"))

const signedIn = () => cookieFor(agency.people.owner.email)
const holder = (cookie: string) => resolveSession(secretIn(cookie), new Date())
const idOf = async (cookie: string) => (await holder(cookie))!.sessionId!

type Listed = { id: string; device: string; ip: string; isThisOne: boolean }
const list = async (cookie: string) => {
  const { body } = await answerOf(() => loader(knock({ path: "/settings/sessions", cookie })))
  return (body as { sessions: Listed[] }).sessions
}
const press = (cookie: string, sessionId: string) =>
  answerOf(() =>
    revokeOne(knock({ path: `/settings/sessions/${sessionId}/revoke`, params: { sessionId }, cookie, form: {} })),
  )

describe("my sessions", () => {
  it("are those in which I am signed in, with device and address, and the one I look from is marked", async () => {
    const [mine, elsewhere] = [await signedIn(), await signedIn()]
    await cookieFor(others.people.owner.email)
    const firefox = "Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0"
    await webPool().query("update sessions set user_agent = $1, ip = '203.0.113.9' where id = $2", [
      firefox,
      await idOf(elsewhere),
    ])
    const listed = await list(mine)
    expect(listed).toHaveLength(2)
    expect(listed).toContainEqual(expect.objectContaining({ id: await idOf(mine), isThisOne: true }))
    expect(listed).toContainEqual(
      expect.objectContaining({ device: "Firefox on Windows", ip: "203.0.113.9", isThisOne: false }),
    )
    expect(JSON.stringify(listed)).not.toContain(secretIn(elsewhere))
  })

  it("leave out what has ended, idled out or run out", async () => {
    const mine = await signedIn()
    const [ended, idle, old] = [
      await idOf(await signedIn()),
      await idOf(await signedIn()),
      await idOf(await signedIn()),
    ]
    await webPool().query("update sessions set revoked_at = now() where id = $1", [ended])
    await webPool().query("update sessions set last_seen_at = now() - interval '9 hours' where id = $1", [idle])
    await webPool().query("update sessions set expires_at = now() - interval '1 second' where id = $1", [old])
    expect(await list(mine)).toHaveLength(1)
  })

  it("can be revoked one by one: the other browser can do nothing on its next request", async () => {
    const [mine, elsewhere] = [await signedIn(), await signedIn()]
    expect((await press(mine, await idOf(elsewhere))).status).toBe(303)
    expect([await holder(elsewhere), (await holder(mine))?.email]).toEqual([null, agency.people.owner.email])
    const out = await answerOf(() => loader(knock({ path: "/settings/sessions", cookie: elsewhere })))
    expect(out.headers.get("Location")).toBe("/login?returnTo=%2Fsettings%2Fsessions")
  })

  it("can be revoked all at once, but the one that asks", async () => {
    const [mine, ...elsewhere] = [await signedIn(), await signedIn(), await signedIn()]
    const theirs = await cookieFor(others.people.owner.email)
    await answerOf(() => revokeOthers(knock({ path: "/settings/sessions/revoke", cookie: mine, form: {} })))
    expect(await Promise.all(elsewhere.map(holder))).toEqual([null, null])
    expect([await holder(mine), await holder(theirs)]).not.toContain(null)
  })

  it("are nobody else's to revoke", async () => {
    const [mine, theirs] = [await signedIn(), await cookieFor(others.people.owner.email)]
    expect((await press(theirs, await idOf(mine))).status).toBe(404)
    expect(await holder(mine)).not.toBeNull()
  })
})
