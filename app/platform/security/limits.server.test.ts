import pg from "pg"
import { afterAll, beforeAll, expect, test } from "vitest"
import { cloneDatabase } from "../../../tests/support/cluster"
import { parseEnv } from "../env.server"
import { replace } from "../once.server"
import { addressKey, consume, forgive, hold, type Limit, limits } from "./limits.server"

let pool: pg.Pool

const useEnv = (source: Record<string, string> = {}) =>
  replace("env", { ...parseEnv(source), SECRET_KEY: "k".repeat(40) })
const DAY: Limit = { name: "test", per: "account", count: 10, seconds: 86_400 }

beforeAll(async () => {
  useEnv()
  const { webUrl } = await cloneDatabase()
  pool = new pg.Pool({ connectionString: webUrl, max: 10 })
})

afterAll(() => pool.end())

test("of thirty at once exactly as many pass as may", async () => {
  const verdicts = await Promise.all(Array.from({ length: 30 }, () => consume(pool, DAY, "ida@example.com")))
  expect(verdicts.filter(({ allowed }) => allowed).length).toBe(10)
  for (const { retryAfter } of verdicts) expect(retryAfter).toBeGreaterThan(0)
  expect((await consume(pool, DAY, "otto@example.com")).allowed).toBe(true)
})

test("what was counted is forgiven, and the key itself is not kept", async () => {
  await consume(pool, { ...DAY, count: 1 }, "zoe@example.com")
  expect((await consume(pool, { ...DAY, count: 1 }, "zoe@example.com")).allowed).toBe(false)
  await forgive(pool, DAY, "zoe@example.com")
  expect((await consume(pool, { ...DAY, count: 1 }, "zoe@example.com")).allowed).toBe(true)
  const { rows } = await pool.query("select 1 from limits where key like '%zoe%'")
  expect(rows).toEqual([])
})

test("one use too many throws the page that says when to try again", async () => {
  const limit = { ...DAY, name: "test-hold", count: 1 }
  await hold(pool, limit, "a")
  await expect(hold(pool, limit, "a")).rejects.toMatchObject({
    data: { kind: "too-many", message: expect.stringContaining("Try again in") },
    init: { status: 429, headers: { "Retry-After": expect.stringMatching(/^\d+$/) } },
  })
})

test("the same post sent again counts once, and none slips past a limit that is used up", async () => {
  const limit = { ...DAY, name: "test-once", count: 2 }
  const admitted = (posted: string) =>
    hold(pool, limit, "a link", posted).then(
      () => true,
      () => false,
    )
  const crowd = (posted: string) => Promise.all(Array.from({ length: 30 }, () => admitted(posted)))
  expect(await crowd("name=Ana")).not.toContain(false)
  expect(await crowd("name=Ana+M")).not.toContain(false)
  expect(await crowd("name=Ana+Mu")).not.toContain(true)
  const different = Array.from({ length: 30 }, (_, at) => hold(pool, { ...limit, name: "test-each" }, "b", `${at}`))
  expect((await Promise.allSettled(different)).filter(({ status }) => status === "fulfilled")).toHaveLength(2)
})

test("RATE_LIMITS=off lifts the limits per address and per organization, and no other", async () => {
  useEnv({ RATE_LIMITS: "off" })
  const address = { ...DAY, name: "test-address", per: "address", count: 0 } as const
  expect((await consume(pool, address, "1.2.3.4")).allowed).toBe(true)
  expect((await consume(pool, { ...address, per: "organization" }, "x")).allowed).toBe(true)
  expect((await consume(pool, { ...DAY, name: "test-account", count: 0 }, "x")).allowed).toBe(false)
  useEnv()
  expect((await consume(pool, address, "1.2.3.4")).allowed).toBe(false)
})

test.each([
  ["192.0.2.7", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:0002::1", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
])("the address %s counts as %s", (ip, key) => {
  expect(addressKey(ip)).toBe(key)
})

test("each limit has a name of its own", () => {
  const names = Object.values(limits).map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})
