import type { Socket } from "node:net"
import type pg from "pg"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import { cloneDatabase } from "../tests/support/cluster"
import { openPool } from "./client"

let pool: pg.Pool

beforeAll(async () => {
  pool = openPool((await cloneDatabase()).ownerUrl, { max: 1, name: "test", prepares: true })
})

afterAll(() => pool.end())

const prepared = async (text: string) =>
  (await pool.query("select name from pg_prepared_statements where statement = $1", [text])).rowCount

test("a statement that comes again is prepared once, one that came once is not", async () => {
  const text = "select $1::int + 1 as n"
  for (const [asked, known] of [
    [1, 0],
    [2, 1],
    [3, 1],
  ] as const) {
    expect((await pool.query(text, [asked])).rows).toEqual([{ n: asked + 1 }])
    expect(await prepared(text)).toBe(known)
  }
})

test("what is asked at once over one connection is answered each for itself, also beside one that fails", async () => {
  const client = await pool.connect()
  const answers = await Promise.allSettled(
    [4, 2, 0, 1].map((by) => client.query<{ n: number }>("select 8 / $1::int as n", [by])),
  )
  client.release()
  expect(
    answers.map((answer) => (answer.status === "fulfilled" ? answer.value.rows[0]?.n : answer.reason.code)),
  ).toEqual([2, 4, "22012", 8])
})

test("a transaction holds to its order", async () => {
  const client = await pool.connect()
  const all = ["begin", "create temporary table one (n int)", "insert into one values (1)", "commit"]
  await Promise.all(all.map((text) => client.query(text)))
  expect((await client.query("select n from one")).rows).toEqual([{ n: 1 }])
  client.release()
})

test("what is asked before anything is waited for is sent in one piece", async () => {
  const client = await pool.connect()
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  const single = vi.spyOn(stream, "_write")
  const several = vi.spyOn(stream as Required<Socket>, "_writev")
  const asked = [1, 2, 3].map((n) => client.query<{ n: number }>("select $1::int as n", [n]))
  await Promise.all(asked)
  expect(single.mock.calls.length + several.mock.calls.length).toBe(1)
  client.release()
})
