import { beforeAll, describe, expect, it } from "vitest"
import { mint } from "~/platform/data/contexts.server"
import { takeForAnswer } from "~/platform/security/api-keys.server"
import { answerOf, knock, sessionOf } from "../../tests/support/knock"
import { type Agency, anAgency, rows } from "../../tests/support/world"
import { isWorking, standingOf } from "./api-key"
import { createApiKey } from "./create-api-key.server"
import { getApiKey, listApiKeys, listKeyRoles } from "./key-queries.server"
import { revokeApiKey } from "./revoke-api-key.server"
import { rotateApiKey } from "./rotate-api-key.server"
import * as list from "./routes/list"
import * as create from "./routes/new"
import * as revoke from "./routes/revoke"
import * as rotate from "./routes/rotate"

const day = 86_400_000
const given = { name: "Bookkeeping", role: "guest", isReadOnly: true, days: 90 } as const

let agency: Agency
let cookie: string
beforeAll(async () => {
  agency = await anAgency()
  cookie = await sessionOf(agency, agency.people.owner.personId)
})

type Page = { loader?: (args: never) => unknown; action?: (args: never) => unknown }
const ask = (page: Page, path: string, form?: Record<string, string>) => {
  const params = { keyId: path.match(/[0-9a-f-]{36}/)?.[0] ?? "" }
  const args = knock({ path, params, form, cookie }) as never
  return answerOf(() => (form ? page.action!(args) : page.loader!(args)))
}
const secretIn = (body: unknown) => (body as { made: { secret: string | null } }).made.secret

describe("a program's key", () => {
  it("is 256 random bits after eight letters, and only its digest is kept", async () => {
    const { keyId } = await createApiKey(agency.owner, given)
    const key = takeForAnswer(agency.owner)!
    expect(key).toMatch(/^signoff_live_[a-z0-9]{8}_[\w-]{43}$/)
    expect(takeForAnswer(agency.owner)).toBeNull()
    const kept = JSON.stringify(await rows(agency, "select * from api_keys where id = $1", [keyId]))
    const events = JSON.stringify(await rows(agency, "select payload::text from events where name like 'api-key.%'"))
    const receipts = JSON.stringify(await rows(agency, "select answer::text from receipts"))
    for (const text of [kept, events, receipts]) expect(text).not.toContain(key.slice(-43))
  })

  it("is never given a role that may do more than its maker's", async () => {
    const granted = { "api-keys.create": "all", "api-keys.read": "all", "deals.read": "all" } as const
    const narrow = mint({ ...agency.member, granted })
    await expect(createApiKey(narrow, { ...given, role: "owner" })).rejects.toMatchObject({ field: "role" })
    await expect(createApiKey(narrow, { ...given, role: "guest" })).rejects.toMatchObject({ field: "role" })
    expect(await listKeyRoles(narrow, {})).toEqual([])
    expect((await listKeyRoles(agency.owner, {})).map(({ value }) => value)).toEqual([
      ...["owner", "manager", "member", "finance", "guest"],
    ])
  })

  it("works a year at most", async () => {
    await expect(createApiKey(agency.owner, { ...given, days: 366 as 365 })).rejects.toMatchObject({ field: "days" })
    const { keyId } = await createApiKey(agency.owner, { ...given, days: 365 })
    const { expiresAt } = await getApiKey(agency.owner, { keyId })
    expect(expiresAt).toEqual(new Date(agency.owner.now.getTime() + 365 * day))
  })

  it("gives its place to another, beside which it works as long as was chosen", async () => {
    const { keyId } = await createApiKey(agency.owner, given)
    const { keyId: next } = await rotateApiKey(agency.owner, { keyId, days: 180, overlap: 24 })
    const [old, young] = [await getApiKey(agency.owner, { keyId }), await getApiKey(agency.owner, { keyId: next })]
    expect([old.standing, young.standing]).toEqual(["replaced", "active"])
    expect(old.expiresAt).toEqual(new Date(agency.owner.now.getTime() + day))
    expect([young.name, young.roleName, young.isReadOnly]).toEqual(["Bookkeeping", "Guest", true])
    await expect(rotateApiKey(agency.owner, { keyId, days: 180, overlap: 24 })).rejects.toMatchObject({
      kind: "conflict",
    })
  })

  it("is revoked once, for good", async () => {
    const { keyId } = await createApiKey(agency.owner, given)
    await revokeApiKey(agency.owner, { keyId })
    await revokeApiKey(agency.owner, { keyId })
    expect((await getApiKey(agency.owner, { keyId })).standing).toBe("revoked")
    expect(await rows(agency, "select 1 from events where name = 'api-key.revoked'")).toHaveLength(1)
    await expect(rotateApiKey(agency.owner, { keyId, days: 30, overlap: 0 })).rejects.toMatchObject({
      kind: "conflict",
    })
  })

  it("stands by what was decided, then by what follows by itself", () => {
    const now = new Date("2026-05-01T00:00:00Z")
    const living = { expiresAt: new Date(now.getTime() + 1), revokedAt: null, replacedById: null, isCovered: true }
    const standings = [
      standingOf(living, now),
      standingOf({ ...living, replacedById: "x" }, now),
      standingOf({ ...living, isCovered: false }, now),
      standingOf({ ...living, expiresAt: now }, now),
      standingOf({ ...living, expiresAt: now, revokedAt: now }, now),
    ]
    expect(standings).toEqual(["active", "replaced", "stopped", "expired", "revoked"])
    expect(standings.map(isWorking)).toEqual([true, true, false, false, false])
  })
})

describe("the pages of the keys", () => {
  it("show a new key once; the same form sent again shows nothing and makes no second", async () => {
    const form = { name: "Website", role: "member", days: "30", submission: "make-a-key-1" }
    const before = (await listApiKeys(agency.owner, {})).keys.length
    const first = await ask(create, "/settings/api-keys/new", form)
    expect([first.status, first.headers.get("Cache-Control")]).toEqual([200, "no-store"])
    expect(secretIn(first.body)).toMatch(/^signoff_live_/)
    expect(first.headers.get("Set-Cookie")).toBeNull()
    const again = await ask(create, "/settings/api-keys/new", form)
    expect([again.status, secretIn(again.body)]).toEqual([200, null])
    expect((await listApiKeys(agency.owner, {})).keys).toHaveLength(before + 1)
  })

  it("keep what was typed and say what is missing", async () => {
    const { status, body } = await ask(create, "/settings/api-keys/new", { name: "", role: "", days: "400" })
    const error = { name: [expect.any(String)], role: [expect.any(String)], days: [expect.any(String)] }
    expect([status, body]).toMatchObject([422, { reply: { error } }])
  })

  it("rotate and revoke by their forms", async () => {
    const { keyId } = await createApiKey(agency.owner, given)
    const paths = { rotate: `/settings/api-keys/${keyId}/rotate`, revoke: `/settings/api-keys/${keyId}/revoke` }
    expect((await ask(rotate, paths.rotate)).body).toMatchObject({ name: "Bookkeeping", isActive: true })
    const form = { days: "90", overlap: "168", submission: "rotate-a-key-1" }
    expect(secretIn((await ask(rotate, paths.rotate, form)).body)).toMatch(/^signoff_live_/)
    expect(secretIn((await ask(rotate, paths.rotate, form)).body)).toBeNull()
    expect((await ask(revoke, paths.revoke)).status).toBe(200)
    const gone = await ask(revoke, paths.revoke, { submission: "revoke-a-key-1" })
    expect([gone.status, gone.headers.get("Location")]).toEqual([303, "/settings/api-keys"])
    const page = (await ask(list, "/settings/api-keys")).body as { rows: { id: string; standing: string }[] }
    expect(page.rows.find(({ id }) => id === keyId)?.standing).toBe("revoked")
  })
})
