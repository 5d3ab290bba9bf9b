import type { AddressInfo } from "node:net"
import { createServer } from "node:net"
import pg from "pg"
import { expect, test } from "vitest"
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

test("an error of our own is no absence of the database", () => {
  expect(isDatabaseAway(new Error("a bug"))).toBe(false)
  expect(isDatabaseAway("ECONNREFUSED")).toBe(false)
})

test("a database that is away, full or out of connections is unable, whatever wraps its error; a refusal is an answer", () => {
  const refused = (code: string) => Object.assign(new pg.DatabaseError("said", 4, "error"), { code })
  const wrapped = (cause: unknown) => new Error("a query failed", { cause })
  for (const code of ["53100", "53300", "57P01", "58030"]) expect(isDatabaseUnable(wrapped(refused(code)))).toBe(true)
  expect(isDatabaseUnable(wrapped(new Error("timeout exceeded when trying to connect")))).toBe(true)
  for (const code of ["23505", "42501", "57014"]) expect(isDatabaseUnable(wrapped(refused(code)))).toBe(false)
})
