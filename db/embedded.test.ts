import { chmodSync, existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import pg from "pg"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type EmbeddedPostgres, removeEmbedded, startEmbedded } from "./embedded"

let dataDir: string
const told: string[] = []
const log = { info: (message: string) => told.push(message), warn: (message: string) => told.push(message) }
const start = () => startEmbedded({ dataDir, log })

async function ask(server: EmbeddedPostgres, query: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: server.ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ answer: unknown }>(query)
    return rows[0]?.answer
  } finally {
    await client.end()
  }
}

const postmaster = () => {
  const pointer = join(dataDir, "postgres-location")
  const folder = existsSync(pointer) ? readFileSync(pointer, "utf8").trim() : dataDir
  return Number(readFileSync(join(folder, "postgres", "postmaster.pid"), "utf8").split("\n")[0])
}

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), `signoff-tests-${process.pid}-embedded-`))
  chmodSync(dataDir, 0o755)
})

afterAll(() => removeEmbedded(dataDir))

test("two starts at once make one cluster and share its server", async () => {
  const servers = await Promise.all([start(), start()])
  expect(servers.map((server) => server.adopted).sort()).toEqual([false, true])
  expect(servers[0]!.ownerUrl).toBe(servers[1]!.ownerUrl)
  for (const server of servers) await server.stop()
})

test("the owner is no superuser, and what is committed survives a crash", async () => {
  const server = await start()
  expect(await ask(server, "select rolsuper as answer from pg_roles where rolname = current_user")).toBe(false)
  for (const setting of ["fsync", "synchronous_commit", "full_page_writes"]) {
    expect(await ask(server, `select current_setting('${setting}') as answer`), setting).toBe("on")
  }
  await server.stop()
})

test("a server that a killed program left running is adopted", async () => {
  const first = await start()
  const pid = postmaster()
  const second = await start()
  expect(second.adopted).toBe(true)
  expect(postmaster()).toBe(pid)
  await first.stop()
  await second.stop()
})

test("a server that dies is started again on the same port with nothing lost", async () => {
  const server = await start()
  await ask(server, "create table if not exists kept (number int)")
  await ask(server, "insert into kept values (1)")
  process.kill(postmaster(), "SIGKILL")
  await expect
    .poll(() => ask(server, "select count(*)::int as answer from kept").catch(() => null), { timeout: 15_000 })
    .toBe(1)
  expect(told).toContain("The embedded Postgres ended unexpectedly; starting it again")
  await server.stop()
})

test("a server that stops for good leaves nothing running", async () => {
  const server = await start()
  const pid = postmaster()
  await server.stop()
  await pause(0)
  expect(() => process.kill(pid, 0)).toThrow()
})

test("passwords are readable to their owner alone", () => {
  expect(statSync(join(dataDir, "postgres.json")).mode & 0o077).toBe(0)
})

test("a location that holds no cluster any more is said, not silently begun anew", async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), `signoff-tests-${process.pid}-pointer-`))
  writeFileSync(join(elsewhere, "postgres-location"), "/nowhere\n")
  await expect(startEmbedded({ dataDir: elsewhere, log })).rejects.toThrow("/nowhere, but there is none")
  await removeEmbedded(elsewhere)
})
