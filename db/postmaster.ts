import { spawn } from "node:child_process"
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync } from "node:fs"
import { join } from "node:path"
import { processMark } from "./lock.mjs"
import type { PostgresUser } from "./postgres-binaries"

/** The environment of Postgres' programs: nothing of the program's own, whose secrets do not concern them. */
export const POSTGRES_ENV = { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" }

/** What a running server says of itself in its own file: process, port and how far its start has come. */
export type Postmaster = { pid: number; port: number; status: string }

/** The server that runs on a cluster, or null; a file left by a server that was killed, its number since given to another program, is removed. */
export function runningPostmaster(cluster: string): Postmaster | null {
  const file = join(cluster, "postmaster.pid")
  const lines = readIfThere(file)?.split("\n") ?? []
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  if (!pid || processMark(pid) === null) return null
  if (!mayBePostgres(pid)) {
    rmSync(file, { force: true })
    return null
  }
  return { pid, port, status: (lines[7] ?? "").trim() }
}

function mayBePostgres(pid: number): boolean {
  const name = readIfThere(`/proc/${pid}/comm`)
  return name === null || name.startsWith("postgres")
}

/** Starts the server in a process group of its own, so that a Ctrl-C at the terminal reaches the program alone. */
export function spawnPostmaster(options: {
  programs: string
  cluster: string
  port: number
  settings: Record<string, string | number>
  user: PostgresUser
  logFile: string
}): { hasEnded(): boolean; said(): string } {
  const { programs, cluster, port, settings, user, logFile } = options
  rotate(logFile)
  const log = openSync(logFile, "a", 0o600)
  const before = statSync(logFile).size
  const pairs = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])
  const child = spawn(join(programs, "postgres"), ["-D", cluster, "-p", String(port), ...pairs], {
    ...user,
    cwd: "/",
    env: POSTGRES_ENV,
    detached: true,
    stdio: ["ignore", log, log],
  })
  closeSync(log)
  let ended = false
  child.once("exit", () => {
    ended = true
  })
  child.once("error", () => {
    ended = true
  })
  child.unref()
  return { hasEnded: () => ended, said: () => readFileSync(logFile).subarray(before).toString() }
}

function rotate(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > 10_000_000) renameSync(file, `${file}.1`)
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8")
  } catch {
    return null
  }
}
