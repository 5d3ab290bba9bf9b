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

test("what columns an answer has is asked once of a statement that is known by name, also as lists and with another's reading", async () => {
  const client = await pool.connect()
  const { connection } = client as unknown as { connection: { describe(): void } }
  const described = vi.spyOn(connection, "describe")
  const text = "select $1::int as seen_once, null as other"
  const asText = { getTypeParser: () => (value: string) => `text ${value}` } as unknown as pg.CustomTypesConfig
  for (const n of [1, 2, 3]) expect((await client.query(text, [n])).rows).toEqual([{ seen_once: n, other: null }])
  expect(described).toHaveBeenCalledTimes(2)
  const asList: pg.QueryArrayConfig = { text, values: [4], rowMode: "array" }
  expect((await client.query(asList)).rows).toEqual([[4, null]])
  expect((await client.query({ ...asList, types: asText })).rows).toEqual([["text 4", null]])
  expect((await client.query(text, [5])).fields.map(({ name }) => name)).toEqual(["seen_once", "other"])
  expect(described).toHaveBeenCalledTimes(2)
  client.release()
})

test("a statement without an answer and one that fails are as they were when they come again", async () => {
  const client = await pool.connect()
  await client.query("create temporary table many (n int primary key)")
  for (const n of [1, 2, 3]) expect((await client.query("insert into many values ($1)", [n])).rowCount).toBe(1)
  await expect(client.query("insert into many values ($1)", [3])).rejects.toMatchObject({ code: "23505" })
  expect((await client.query("insert into many values ($1)", [4])).rowCount).toBe(1)
  client.release()
})

test("a statement whose columns were changed meanwhile is refused, not read as before", async () => {
  const client = await pool.connect()
  await client.query("create temporary table changing (a int); insert into changing values (1)")
  for (let times = 0; times < 3; times++)
    expect((await client.query("select * from changing", [])).rows).toEqual([{ a: 1 }])
  await client.query("alter table changing add column b text default 'new'")
  await expect(client.query("select * from changing", [])).rejects.toMatchObject({ code: "0A000" })
  client.release(true)
})

test("a callback is told what a promise would be", async () => {
  const client = await pool.connect()
  const text = "select 6 / $1::int as n"
  const told = (by: number) =>
    new Promise((resolve) => client.query(text, [by], (error, answer) => resolve(error ? "failed" : answer.rows)))
  expect([await told(1), await told(2), await told(3), await told(0)]).toEqual([
    [{ n: 6 }],
    [{ n: 3 }],
    [{ n: 2 }],
    "failed",
  ])
  client.release()
})
