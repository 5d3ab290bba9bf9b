import pg from "pg"
import { afterAll, beforeAll, expect, test } from "vitest"
import { cloneDatabase } from "../../../tests/support/cluster"
import { parseEnv } from "../env.server"
import { replace } from "../once.server"
import { consumeDelayed, forgiveDelayed } from "./delays.server"
import type { Limit } from "./limits.server"

let pool: pg.Pool
beforeAll(async () => {
  replace("env", { ...parseEnv({}), SECRET_KEY: "k".repeat(40) })
  pool = new pg.Pool({ connectionString: (await cloneDatabase()).webUrl, max: 10 })
})
afterAll(() => pool.end())

const DAY: Limit = { name: "test", per: "account", count: 10, seconds: 86_400 }

/** Thirty tries at once: how many were let through, and how long the others are told to wait. */
async function thirty(key: string) {
  const verdicts = await Promise.all(Array.from({ length: 30 }, () => consumeDelayed(pool, DAY, key)))
  const waits = verdicts.filter(({ allowed }) => !allowed).map(({ retryAfter }) => retryAfter)
  return { allowed: verdicts.length - waits.length, waits }
}

/** The waiting goes by: every delay under way ends so many seconds earlier. */
const pass = (seconds: number) =>
  pool.query("update limits set window_start = window_start - make_interval(secs => $1) where window_start > now()", [
    seconds,
  ])

test("of thirty at once ten pass; then one at a time, after waits that double up to a quarter of an hour", async () => {
  const first = await thirty("ida@example.com")
  expect(first.allowed).toBe(10)
  for (const wait of first.waits) expect(wait).toBeLessThanOrEqual(60)
  for (const wait of [60, 120, 240, 480, 900, 900]) {
    await pass(wait - 5)
    const early = await thirty("ida@example.com")
    expect(early.allowed).toBe(0)
    for (const left of early.waits) expect(left).toBeLessThanOrEqual(5)
    await pass(5)
    expect((await thirty("ida@example.com")).allowed).toBe(1)
  }
})

test("what is forgiven waits no more, and other keys never did", async () => {
  await thirty("otto@example.com")
  expect((await thirty("zoe@example.com")).allowed).toBe(10)
  await forgiveDelayed(pool, DAY, "otto@example.com")
  expect((await thirty("otto@example.com")).allowed).toBe(10)
})
