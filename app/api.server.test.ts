import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import express from "express"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createCompany } from "~/companies/create-company.server"
import { createApiKey } from "~/keys/create-api-key.server"
import { revokeApiKey } from "~/keys/revoke-api-key.server"
import { rotateApiKey } from "~/keys/rotate-api-key.server"
import { mint } from "~/platform/data/contexts.server"
import { webPool } from "~/platform/data/database.server"
import { env } from "~/platform/env.server"
import { answering } from "~/platform/http/api.server"
import { prelude } from "~/platform/http/prelude.server"
import { replace } from "~/platform/once.server"
import { takeForAnswer } from "~/platform/security/api-keys.server"
import { limits } from "~/platform/security/limits.server"
import { sessionOf } from "../tests/support/knock"
import { eachInOneWindow } from "../tests/support/limit-windows"
import { type Agency, anAgency, rows } from "../tests/support/world"
import { apiRouter } from "./api.server"

let agency: Agency
let server: Server
let url: string
beforeAll(async () => {
  agency = await anAgency()
  const app = express()
  const methods = { "/api/v1/whoami": ["GET", "HEAD"] }
  server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  app.use(prelude({ env: { ...env, origins: [url], APP_URL: undefined }, routePattern: (path) => path, methods }))
  app.use(apiRouter())
})
afterAll(() => server.close())

type Asked = { path?: string; headers?: Record<string, string>; method?: string }

const ask = async (key: string | null, { path = "/api/v1/whoami", headers = {}, method = "GET" }: Asked = {}) => {
  const shown: Record<string, string> = key === null ? {} : { Authorization: `Bearer ${key}` }
  const response = await fetch(`${url}${path}`, { method, headers: { ...shown, ...headers } })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null }
}

const given = { name: "Bookkeeping", role: "guest", isReadOnly: true, days: 90 } as const

async function aKey(of = agency, { at, ...more }: { at?: Date; role?: string } = {}) {
  const maker = mint({ ...of.owner, now: at ?? new Date() })
  const { keyId } = await createApiKey(maker, { ...given, ...more })
  return { keyId, key: takeForAnswer(maker)!, maker }
}

const expectProblem = (answer: Awaited<ReturnType<typeof ask>>, status: number) => {
  expect(answer.status).toBe(status)
  expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/)
  expect(answer.body).toMatchObject({
    type: "about:blank",
    status,
    title: expect.any(String),
    detail: expect.any(String),
  })
}

describe("the API", () => {
  it("answers ten calls of a key at once, and says to the eleventh when to come again", async () => {
    const { key } = await aKey()
    const { key: another } = await aKey()
    let [begun, release] = [0, () => {}]
    const released = new Promise<void>((done) => {
      release = done
    })
    const slow = express().get("/slow", (req, res, next) =>
      answering(async () => {
        begun++
        await released
        return { done: true }
      })(req, res, next),
    )
    const beside = createServer(slow)
    await new Promise<void>((resolve) => beside.listen(0, "127.0.0.1", resolve))
    const { port } = beside.address() as AddressInfo
    const call = (shown: string) =>
      fetch(`http://127.0.0.1:${port}/slow`, { headers: { Authorization: `Bearer ${shown}` } })
    const ten = Array.from({ length: 10 }, () => call(key))
    await expect.poll(() => begun).toBe(10)
    const eleventh = await call(key)
    expect([eleventh.status, eleventh.headers.get("retry-after")]).toEqual([429, "1"])
    const others = call(another)
    await expect.poll(() => begun).toBe(11)
    release()
    expect((await Promise.all([...ten, others])).map(({ status }) => status)).toEqual(Array(11).fill(200))
    expect((await call(key)).status).toBe(200)
    beside.close()
    beside.closeAllConnections()
  })

  it("tells the holder of a key what it opens, and keeps nothing of it", async () => {
    const { key, keyId } = await aKey()
    const { status, headers, body } = await ask(key)
    expect([status, body]).toEqual([
      200,
      { organization: "Northlight", key: "Bookkeeping", role: "Guest", readOnly: true, expiresAt: expect.any(String) },
    ])
    expect(headers.get("cache-control")).toBe("no-store")
    expect(headers.get("access-control-allow-origin")).toBeNull()
    const [row] = await rows<{ last_used_ip: string }>(agency, "select last_used_ip from api_keys where id = $1", [
      keyId,
    ])
    expect(row!.last_used_ip).toContain("127.0.0.1")
  })

  it("refuses none, a bad, a revoked, an expired and a replaced key alike, as programs read it", async () => {
    const revoked = await aKey()
    await revokeApiKey(revoked.maker, { keyId: revoked.keyId })
    const expired = await aKey(agency, { at: new Date(Date.now() - 91 * 86_400_000) })
    const replaced = await aKey()
    await rotateApiKey(replaced.maker, { keyId: replaced.keyId, days: 30, overlap: 0 })
    const { key } = await aKey()
    const wrong = `${key.slice(0, -1)}${key.endsWith("A") ? "B" : "A"}`
    for (const each of [null, "nonsense", wrong, revoked.key, expired.key, replaced.key]) {
      const answer = await ask(each)
      expect([each?.slice(0, 22), answer.status]).toEqual([each?.slice(0, 22), 401])
      expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/)
      expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer/)
      expect(answer.body).toMatchObject({ status: 401, title: "Unauthorized" })
    }
  })

  it("lets both keys in while one takes the other's place", async () => {
    const old = await aKey()
    await rotateApiKey(old.maker, { keyId: old.keyId, days: 30, overlap: 24 })
    const young = takeForAnswer(old.maker)!
    expect([(await ask(old.key)).status, (await ask(young)).status]).toEqual([200, 200])
  })

  it("refuses a key in an address, however it is written there, also when the header has one", async () => {
    const { key } = await aKey()
    const encoded = [...key].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join("")
    for (const path of [`/api/v1/whoami?key=${key}`, `/api/v1/whoami?${encoded}`, `/api/v1/whoami?a=1&k=${encoded}`]) {
      for (const shown of [null, key]) {
        const answer = await ask(shown, { path })
        expect([answer.status, answer.body.title]).toEqual([400, "Key in the address"])
      }
    }
  })

  it("takes no notice of a member's cookie", async () => {
    const cookie = await sessionOf(agency, agency.people.owner.personId)
    expect((await ask(null, { headers: { Cookie: cookie } })).status).toBe(401)
  })

  it("answers each key with its own organization", async () => {
    const other = await anAgency({ name: "Harbor" })
    const [ours, theirs] = [await aKey(), await aKey(other)]
    expect([(await ask(ours.key)).body.organization, (await ask(theirs.key)).body.organization]).toEqual([
      "Northlight",
      "Harbor",
    ])
    const mixed = `${ours.key.slice(0, 22)}${theirs.key.slice(22)}`
    expect((await ask(mixed)).status).toBe(401)
  })

  it("stops a key when its maker leaves, or may do less than the key", async () => {
    const house = await anAgency({ name: "Leaving" })
    const { key } = await aKey(house, { role: "owner" })
    expect((await ask(key)).status).toBe(200)
    const set = (text: string) => change(house, text)
    await set("update members set role = 'owner' where email like 'manager@%'")
    await set("update members set role = 'manager' where email like 'owner@%'")
    expect((await ask(key)).status).toBe(401)
    await set("update members set role = 'owner' where email like 'owner@%'")
    expect((await ask(key)).status).toBe(200)
    await set("update members set status = 'removed' where email like 'owner@%'")
    expect((await ask(key)).status).toBe(401)
  })

  it("writes nothing for a key that only reads, whatever its role", async () => {
    const { keyId, maker } = await aKey(agency, { role: "owner" })
    const hold = { keyId, name: "Bookkeeping", expiresAt: maker.now, organizationName: "Northlight" }
    const reading = mint({ ...maker, name: "API key Bookkeeping", apiKey: { ...hold, isReadOnly: true } })
    await expect(createCompany(reading, { name: "Harbor" })).rejects.toMatchObject({ kind: "forbidden" })
    const writing = mint({ ...reading, apiKey: { ...hold, isReadOnly: false } })
    const { companyId } = await createCompany(writing, { name: "Harbor" })
    const [told] = await rows<{ actor_name: string }>(
      agency,
      "select actor_name from event_details d join event_subjects s using (organization_id, event_id) where s.subject_id = $1",
      [companyId],
    )
    expect(told!.actor_name).toBe("API key Bookkeeping")
  })

  it("answers what is not there, and what is not done, as programs read it", async () => {
    const { key } = await aKey()
    expect((await ask(key, { path: "/api/v1/nothing" })).body).toMatchObject({ status: 404 })
    const posted = await ask(key, { method: "POST", headers: { "Content-Type": "application/json" } })
    expect([posted.status, posted.headers.get("content-type")]).toEqual([
      405,
      "application/problem+json; charset=utf-8",
    ])
  })
})

describe("the limits of the API", () => {
  eachInOneWindow(limits.apiKey)

  it("holds wrong keys to so many for an address, and a right one to so many a minute", async () => {
    const { key } = await aKey()
    const usual = { ...env }
    replace("env", { ...usual, RATE_LIMITS: "on" })
    const wrong = Array.from({ length: limits.unknownKeyAddress.count + 5 }, () =>
      ask(`signoff_live_abcdefgh_${"A".repeat(43)}`),
    )
    const statuses = (await Promise.all(wrong)).map(({ status }) => status)
    replace("env", usual)
    expect(statuses).toContain(429)
    expect((await ask(key)).status).toBe(200)
    await webPool().query("update limits set count = $1 where key like 'api-key:%'", [limits.apiKey.count])
    const answer = await ask(key)
    expect([answer.status, Number(answer.headers.get("retry-after")) > 0]).toEqual([429, true])
    expectProblem(answer, 429)
  })
})

/** Changes what other rooms' commands change, past them. */
async function change({ organizationId }: Agency, text: string) {
  const client = await webPool().connect()
  try {
    await client.query("begin")
    await client.query("select set_config('app.organization_id', $1, true)", [organizationId])
    await client.query(text)
    await client.query("commit")
  } finally {
    client.release()
  }
}
