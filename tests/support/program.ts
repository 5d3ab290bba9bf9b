import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { chmodSync, mkdtempSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { removeEmbedded } from "#db/embedded"
import { roleNames, withDatabase } from "#db/role-names"
import { asAdmin, dropDatabase, quoted } from "./databases"
import { errorsIn } from "./logged-errors"

/** The built program, running as it does in life, with a data folder and a database of its own. */
export type Program = {
  url: string
  sandboxUrl: string
  dataDir: string
  /** Its database as the owner, when it is none of its own. */
  databaseUrl: string | null
  output(): string
  /** The lines it logged as errors since it was last started. */
  errors(): string[]
  /** The process that runs now. */
  pid(): number
  /** Ends it as `kill` does, without a word; its data stay. Answers with its exit code, null when the signal ended it. */
  kill(signal: NodeJS.Signals): Promise<number | null>
  /** Starts it again on the same data and ports, after `kill`. */
  restart(): Promise<void>
  /** Runs an errand as `npm run …` does, with the program's own settings: beside it, or while it is stopped. */
  errand(...words: string[]): Promise<{ code: number | null; said: string }>
  /** Ends it and removes its data. */
  stop(): Promise<void>
}

const STARTS_WITHIN_MS = 120_000
const STOPS_WITHIN_MS = 30_000

/**
 * Starts `build/server.js` as `npm start` does, on free ports and waits until it is healthy. With `env.DATABASE_URL: "new"` it gets a new
 * database on the server of the environment's DATABASE_URL; without, the embedded one.
 */
export async function startProgram({ env = {} }: { env?: Record<string, string> } = {}): Promise<Program> {
  const dataDir = env.DATA_DIR ?? temporaryFolder()
  const [port, sandboxPort] = [await freePort(), await freePort()]
  const database = env.DATABASE_URL === "new" ? await newDatabase() : null
  const settings = {
    PORT: String(port),
    SANDBOX_PORT: String(sandboxPort),
    NODE_ENV: "production",
    MALLOC_ARENA_MAX: "2",
    RATE_LIMITS: "off",
    ...env,
    DATA_DIR: dataDir,
    ...database?.env,
  }
  const url = `http://localhost:${settings.PORT}`
  const clear = async () => {
    await database?.drop()
    if (!env.DATA_DIR) await removeEmbedded(dataDir)
  }
  let running = await launch(settings, url).catch(async (error) => {
    await clear()
    throw error
  })
  const kill = async (signal: NodeJS.Signals) => end(running.child, signal)
  return {
    url,
    sandboxUrl: `http://localhost:${settings.SANDBOX_PORT}`,
    dataDir,
    databaseUrl: database?.env.DATABASE_URL ?? null,
    output: () => running.output(),
    errors: () => errorsIn(running.output()),
    pid: () => running.child.pid!,
    kill,
    async restart() {
      running = await launch(settings, url)
    },
    errand: (...words) => runErrand(settings, words),
    async stop() {
      await kill("SIGTERM")
      await clear()
    },
  }
}

async function runErrand(settings: Record<string, string>, words: readonly string[]) {
  const child = spawn(process.execPath, ["build/server.js", ...words], { env: surroundings(settings), stdio: "pipe" })
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => said.push(chunk))
  const [code] = (await once(child, "close")) as [number | null]
  return { code, said: Buffer.concat(said).toString() }
}

/** What a process of ours knows of its surroundings. */
const surroundings = (settings: Record<string, string>) =>
  ({
    ...Object.fromEntries(
      Object.entries(process.env).filter(([name]) => ["PATH", "HOME", "TMPDIR", "LANG"].includes(name)),
    ),
    ...settings,
  }) as NodeJS.ProcessEnv

type Running = { child: ChildProcess; output(): string }

async function launch(settings: Record<string, string>, url: string): Promise<Running> {
  const child = spawn(process.execPath, ["--min-semi-space-size=4", "build/server.js"], {
    env: surroundings(settings),
    stdio: ["ignore", "pipe", "pipe"],
  })
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => said.push(chunk))
  const output = () => Buffer.concat(said).toString()
  for (const began = Date.now(); !(await isHealthy(url)); await pause(15)) {
    if (hasEnded(child)) throw new Error(`The program ended before it was healthy:\n${output()}`)
    if (Date.now() - began > STARTS_WITHIN_MS) {
      await end(child, "SIGKILL")
      throw new Error(`The program was not healthy after ${STARTS_WITHIN_MS / 1000} s:\n${output()}`)
    }
  }
  return { child, output }
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health`, { signal: AbortSignal.timeout(2000) })).ok
  } catch {
    return false
  }
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (hasEnded(child)) return child.exitCode
  const ended = new Promise<void>((done) => child.once("exit", () => done()))
  child.kill(signal)
  const late = setTimeout(() => child.kill("SIGKILL"), STOPS_WITHIN_MS)
  await ended
  clearTimeout(late)
  return child.exitCode
}

async function newDatabase(): Promise<{ env: Record<string, string>; drop(): Promise<void> }> {
  const server = process.env.DATABASE_URL
  if (!server)
    throw new Error('DATABASE_URL: "new" asks for a database on the server of DATABASE_URL, which is not set.')
  const name = `signoff_journey_${process.pid}_${Date.now()}`
  await asAdmin(server, (admin) => admin.query(`create database ${quoted(name)}`))
  const url = withDatabase(server, name)
  return {
    env: { DATABASE_URL: url },
    drop: () =>
      asAdmin(server, async (admin) => {
        await dropDatabase(admin, name)
        const { web, resolver } = roleNames(url)
        for (const role of [web, resolver]) await admin.query(`drop role if exists ${quoted(role)}`)
      }),
  }
}

/** A new folder that Postgres' own user can enter. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), `signoff-program-${process.pid}-`))
  chmodSync(folder, 0o755)
  return folder
}

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer().once("error", failed)
    probe.listen(0, () => {
      const address = probe.address()
      probe.close(() => found(typeof address === "object" && address ? address.port : 0))
    })
  })
}
