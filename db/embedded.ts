import { spawnSync } from "node:child_process"
import { randomBytes } from "node:crypto"
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { join, resolve } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import pg from "pg"
import { CannotStart } from "./cannot-start"
import { processMark, releaseLock, takeLock } from "./lock.mjs"
import { embeddedBinaries } from "./postgres-binaries"
import { makeFolderFor, type Place, placeOf } from "./postgres-place"
import { POSTGRES_ENV, runningPostmaster, spawnPostmaster } from "./postmaster"

export type DatabaseLog = { info(message: string): void; warn(message: string): void }

/** A running embedded server: the owner's address, whether it was found running, and its end. */
export type EmbeddedPostgres = { ownerUrl: string; adopted: boolean; stop(): Promise<void> }

type Secrets = { port: number; superuserPassword: string; ownerPassword: string }
type Server = { place: Place; programs: string; dataDir: string; durable: boolean; log: DatabaseLog; secrets: Secrets }

const SUPERUSER = "postgres"
const OWNER = "signoff"
const PATIENCE_MS = 60_000

/**
 * Starts the Postgres of a data folder, or adopts the one that a killed program left running, and keeps it running until `stop()`.
 * `durable: false` is for tests alone: a cluster that a power cut may destroy.
 */
export async function startEmbedded(options: {
  dataDir: string
  log: DatabaseLog
  durable?: boolean
}): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir)
  mkdirSync(dataDir, { recursive: true })
  const lock = join(dataDir, "postgres.lock")
  while (!takeLock(lock)) await pause(50)
  try {
    const { log, durable = true } = options
    const place = placeOf(dataDir, (folder) =>
      log.info(`Postgres cannot reach ${dataDir}; the database is kept in ${folder}`),
    )
    const programs = embeddedBinaries(place.user, place.folder)
    const server = { place, programs, dataDir, durable, log, secrets: readSecrets(dataDir, place) }
    if (!existsSync(join(place.cluster, "PG_VERSION"))) initialize(server)
    const adopted = await adopt(server)
    if (!adopted) await start(server)
    await makeOwner(server)
    return {
      ownerUrl: addressOf(server, OWNER, server.secrets.ownerPassword, OWNER),
      adopted,
      stop: keepRunning(server),
    }
  } finally {
    releaseLock(lock)
  }
}

/** Stops a data folder's server, whoever started it, and removes the folder and what lies elsewhere for it. */
export async function removeEmbedded(dataDir: string): Promise<void> {
  if (!existsSync(dataDir)) return
  const pointer = join(dataDir, "postgres-location")
  const folder = existsSync(pointer) ? readFileSync(pointer, "utf8").trim() : dataDir
  await stopPostmaster(join(folder, "postgres"))
  for (const path of new Set([folder, dataDir])) rmSync(path, { recursive: true, force: true, maxRetries: 5 })
}

function readSecrets(dataDir: string, place: Place): Secrets {
  const file = join(dataDir, "postgres.json")
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Secrets
  if (existsSync(join(place.cluster, "PG_VERSION")))
    throw new CannotStart(`The passwords of the database in ${place.cluster} are gone: ${file} is missing.`)
  const secrets = { port: 0, superuserPassword: newPassword(), ownerPassword: newPassword() }
  writeSecrets(dataDir, secrets)
  return secrets
}

const newPassword = () => randomBytes(24).toString("base64url")

function writeSecrets(dataDir: string, secrets: Secrets): void {
  const file = join(dataDir, "postgres.json")
  writeFileSync(`${file}.next`, `${JSON.stringify(secrets)}\n`, { mode: 0o600, flush: true })
  renameSync(`${file}.next`, file)
}

/** Makes the cluster beside its final place and moves it there whole, so that an interrupted start leaves none half made. */
function initialize({ place, programs, log, secrets, durable }: Server): void {
  log.info("Making the database cluster")
  removeHalfMade(place)
  const half = `${place.cluster}.half-${randomBytes(4).toString("hex")}`
  const passwordFile = `${half}.password`
  makeFolderFor(place.user, half)
  writeFileSync(passwordFile, secrets.superuserPassword, { mode: 0o600 })
  if (place.user) chownSync(passwordFile, place.user.uid, place.user.gid)
  const locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-locale", "--encoding=UTF8"]
  const access = [`--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, "--auth=scram-sha-256"]
  const args = ["-D", half, ...locale, ...access, ...(durable ? [] : ["--no-sync"])]
  const made = spawnSync(join(programs, "initdb"), args, { ...place.user, cwd: "/", env: POSTGRES_ENV })
  rmSync(passwordFile, { force: true })
  if (made.status !== 0)
    throw new CannotStart(`The database cluster could not be made: ${lastLines(`${made.stdout}${made.stderr}`)}`)
  renameSync(half, place.cluster)
}

/** Removes what interrupted starts left; one whose initdb still writes is left to a later start. */
function removeHalfMade({ folder }: Place): void {
  for (const entry of readdirSync(folder).filter((name) => name.startsWith("postgres.half-"))) {
    try {
      rmSync(join(folder, entry), { recursive: true, force: true })
    } catch {}
  }
}

/** True when a living server of this very cluster answers; waits for one that is still starting, or still stopping. */
async function adopt(server: Server): Promise<boolean> {
  for (;;) {
    const running = runningPostmaster(server.place.cluster)
    if (!running) return false
    if (running.port && (await answers(server, running.port))) {
      if (running.port !== server.secrets.port) keepPort(server, running.port)
      return true
    }
    await pause(50)
  }
}

async function answers(server: Server, port: number): Promise<boolean> {
  const url = addressOf(
    { ...server, secrets: { ...server.secrets, port } },
    SUPERUSER,
    server.secrets.superuserPassword,
    "postgres",
  )
  try {
    return await withClient(url, async (client) => {
      const { rows } = await client.query<{ data_directory: string }>("show data_directory")
      return rows[0]?.data_directory === server.place.cluster
    })
  } catch {
    return false
  }
}

/** Starts the server; where its port is taken chooses another, unless open connections count on it (`keepingPort`). */
async function start(server: Server, { keepingPort = false } = {}): Promise<void> {
  if (!server.secrets.port) keepPort(server, await freePort())
  const began = Date.now()
  for (;;) {
    const { place, programs, dataDir, durable, secrets } = server
    const settings = { ...COMMON, ...(durable ? DURABLE : FOR_TESTS) }
    const attempt = spawnPostmaster({
      programs,
      cluster: place.cluster,
      port: secrets.port,
      settings,
      user: place.user,
      logFile: join(dataDir, "postgres.log"),
    })
    if (await becomesReady(server, attempt)) return
    const reason = attempt.said()
    if (/lock file .* already exists/.test(reason) && (await adopt(server))) return
    const passing = /already exists|still in use|could not bind|Address already in use/.test(reason)
    if (!passing || Date.now() - began > PATIENCE_MS)
      throw new CannotStart(`The embedded Postgres did not start: ${lastLines(reason)}`)
    if (/could not bind|Address already in use/.test(reason) && !keepingPort) keepPort(server, await freePort())
    await pause(100)
  }
}

async function becomesReady(server: Server, attempt: { hasEnded(): boolean }): Promise<boolean> {
  for (let began = Date.now(), told = 0; !attempt.hasEnded(); await pause(20)) {
    if (runningPostmaster(server.place.cluster)?.status === "ready" && (await answers(server, server.secrets.port)))
      return true
    const seconds = Math.floor((Date.now() - began) / 1000)
    if (seconds >= told + 5) {
      told = seconds
      server.log.info(`The database is still starting (recovering what a crash left open): ${seconds} s`)
    }
  }
  return false
}

/** The cluster's first user, a superuser, does this and no more: the role that owns the database, and the database. */
async function makeOwner(server: Server): Promise<void> {
  const { superuserPassword, ownerPassword } = server.secrets
  await withClient(addressOf(server, SUPERUSER, superuserPassword, "postgres"), async (client) => {
    const there = async (query: string) => (await client.query(query, [OWNER])).rowCount !== 0
    if (!(await there("select from pg_roles where rolname = $1")))
      await client.query(
        `create role ${OWNER} login createrole createdb password ${client.escapeLiteral(ownerPassword)}`,
      )
    if (!(await there("select from pg_database where datname = $1")))
      await client.query(`create database ${OWNER} owner ${OWNER}`)
  })
}

/** Starts the server again, on the same port, whenever it dies before it is told to stop. Returns how to stop it. */
function keepRunning(server: Server): () => Promise<void> {
  let stopping = false
  let restart: Promise<void> | null = null
  const timer = setInterval(() => {
    if (stopping || restart || runningPostmaster(server.place.cluster)) return
    server.log.warn("The embedded Postgres ended unexpectedly; starting it again")
    restart = start(server, { keepingPort: true })
      .catch((error: Error) => server.log.warn(error.message))
      .finally(() => {
        restart = null
      })
  }, 250)
  timer.unref()
  return async () => {
    stopping = true
    clearInterval(timer)
    await restart
    await stopPostmaster(server.place.cluster)
  }
}

async function stopPostmaster(cluster: string): Promise<void> {
  const running = runningPostmaster(cluster)
  if (!running) return
  const mark = processMark(running.pid)
  signal(running.pid, "SIGINT")
  for (const began = Date.now(); processMark(running.pid) === mark; await pause(20)) {
    if (Date.now() - began > 20_000) signal(running.pid, "SIGQUIT")
  }
}

/** Signals a process, which may have ended by itself. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error
  }
}

const COMMON = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  timezone: "UTC",
  log_timezone: "UTC",
  jit: "off",
  log_checkpoints: "off",
}
const DURABLE = { max_connections: 100 }
const FOR_TESTS = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: 300 }

function keepPort(server: Server, port: number): void {
  server.secrets = { ...server.secrets, port }
  writeSecrets(server.dataDir, server.secrets)
}

function addressOf(server: Server, user: string, password: string, database: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${server.secrets.port}/${database}`
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on("error", () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer().once("error", failed)
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address()
      probe.close(() => found(typeof address === "object" && address ? address.port : 0))
    })
  })
}

function lastLines(text: string): string {
  const lines = text.trim().split("\n")
  const fatal = lines.filter((line) => /FATAL|PANIC|error:/.test(line))
  return (fatal.length > 0 ? fatal : lines).slice(-3).join(" ")
}
