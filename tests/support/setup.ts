import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, afterEach, beforeEach, inject, type MockInstance, vi } from "vitest"
import { withinOneDay } from "./agency-days"
import { endOfFile } from "./end-of-file"

/*
 * Files share a process and its modules, one after the other. What lives once per process is made anew for each file, but for
 * what holds nothing of a file and is dear to make; and each finds the same environment. Ports differ between workers and
 * between suites that run at the same time.
 */
const worker = Number(process.env.VITEST_POOL_ID ?? "1")
const dataDir = mkdtempSync(join(tmpdir(), "signoff-files-"))
Object.assign(process.env, {
  PORT: String(10_000 + ((process.pid * 16 + worker) % 10_000) * 2),
  SECRET_KEY: inject("cluster").secretKey,
  DATA_DIR: dataDir,
  RATE_LIMITS: "off",
  LOG_LEVEL: "error",
  SANDBOX: "1",
})
keepOnly("pdf threads", "nobody's password hash")
await withinOneDay(30_000)

const said: string[] = []
let spies: MockInstance[] = []

beforeEach(() => {
  said.length = 0
  spies = (["error", "warn"] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation((...words: unknown[]) => {
      said.push(`console.${level}: ${words.map(String).join(" ")}`)
    }),
  )
})

/** A test during which the program complained is a failed test; one that expects a complaint puts its own spy on the console. */
afterEach(() => {
  for (const spy of spies) spy.mockRestore()
  if (said.length > 0) throw new Error(`The console was written to unexpectedly.\n${said.join("\n")}`)
})

afterAll(async () => {
  await endOfFile()
  rmSync(dataDir, { recursive: true, force: true })
})

/** Lets go of what lives once per process, but for these. */
function keepOnly(...names: string[]) {
  const shelf = globalThis as { __signoff?: Map<string, unknown> }
  shelf.__signoff = new Map([...(shelf.__signoff ?? [])].filter(([name]) => names.includes(name)))
}
