import type { AddressInfo } from "node:net"
import { createServer } from "node:net"
import pg from "pg"
import { expect, test } from "vitest"
import { cloneDatabase } from "../tests/support/cluster"
import { isDatabaseAway, isDatabaseUnable, openPool, waitOutAbsence } from "./client"

/** A port on which nothing listens. */
async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

test("a pool waits for a database that is away, and says so when it does not come back", async () => {
  const pool = openPool(`postgres://nobody@127.0.0.1:${await closedPort()}/none`, { max: 1, name: "test" })
  const began = Date.now()
  const refusal = await waitOutAbsence(pool, 600)
    .connect()
    .catch((error: unknown) => error)
  expect(Date.now() - began).toBeGreaterThanOrEqual(600)
  expect(isDatabaseAway(refusal)).toBe(true)
  await pool.end()
})

test("a pool that waits asks again what a full database refused, and passes on any other refusal at once", async () => {
  const { ownerUrl, drop } = await cloneDatabase()
  const pool = waitOutAbsence(openPool(ownerUrl, { max: 1, name: "test" }), 10_000)
  const client = await pool.connect()
  await client.query(`create sequence public.asked;
    create function public.full_twice() returns int language plpgsql as $$ begin
      if nextval('public.asked') < 3 then raise exception 'No space left on device' using errcode = '53100'; end if;
      return 7;
    end $$`)
  client.release()
  const again = await pool.connect()
  expect((await again.query("select public.full_twice() as n, $1::int as also", [5])).rows).toEqual([{ n: 7, also: 5 }])
  await expect(again.query("select 1 / 0")).rejects.toThrow("division by zero")
  expect((await again.query("select last_value::int as times from public.asked")).rows).toEqual([{ times: 3 }])
  again.release()
  await pool.end()
  await drop()
})

test("an error of our own is no absence of the database", () => {
  expect(isDatabaseAway(new Error("a bug"))).toBe(false)
  expect(isDatabaseAway("ECONNREFUSED")).toBe(false)
})

test("a database that is away, full, out of connections or locked for too long is unable, whatever wraps its error; a refusal is an answer", () => {
  const refused = (code: string) => Object.assign(new pg.DatabaseError("said", 4, "error"), { code })
  const wrapped = (cause: unknown) => new Error("a query failed", { cause })
  for (const code of ["53100", "53300", "55P03", "57P01", "58030"])
    expect(isDatabaseUnable(wrapped(refused(code)))).toBe(true)
  expect(isDatabaseUnable(wrapped(new Error("timeout exceeded when trying to connect")))).toBe(true)
  for (const code of ["23505", "42501", "57014"]) expect(isDatabaseUnable(wrapped(refused(code)))).toBe(false)
})
