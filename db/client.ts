import { setTimeout as pause } from "node:timers/promises"
import pg from "pg"
import { watchOver } from "./lifeline"
import { preparingClients } from "./preparing-client"

const int8 = 20
const dateOnly = 1082

/** bigint columns arrive as bigint, dates as their text; everything else as pg reads it. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text" | "binary") => {
    if (oid === int8) return (value: string) => BigInt(value)
    if (oid === dateOnly) return (value: string) => value
    return pg.types.getTypeParser(oid, format as "text")
  }) as typeof pg.types.getTypeParser,
}

type PoolOptions = {
  max: number
  name: string
  onError?: (error: Error) => void
  /** Values as pg reads them, for libraries that know nothing of ours: bigint as text, dates as instants. */
  plainTypes?: boolean
  /** Statements are prepared and sent without waiting, for whoever asks much and often. */
  prepares?: boolean
  /** Settings of the connections, as Postgres' command line takes them. */
  settings?: string
}

/** A pool of connections; a connection lost while idle is dropped and made anew, never an unhandled error. */
export function openPool(url: string, options: PoolOptions) {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max,
    application_name: options.name,
    options: options.settings,
    connectionTimeoutMillis: 3000,
    idleTimeoutMillis: 30_000,
    maxLifetimeSeconds: 1800,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: options.plainTypes ? undefined : types,
    ...(options.prepares ? { Client: preparingClients() } : {}),
  })
  const lost = options.onError ?? (() => undefined)
  pool.on("error", lost)
  pool.on("connect", (client) => client.on("error", lost))
  watchOver(pool, url)
  return pool
}

const AWAY = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "57P01",
  "57P02",
  "57P03",
  "08006",
])

/** What the driver says of a connection that is gone, in words alone. */
const GONE = /^(?:Connection terminated|Client has encountered a connection error|Client was closed)/

/** Whether an error says only that the database is not there at the moment: stopped, starting, or its connection cut. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return AWAY.has((error as NodeJS.ErrnoException).code ?? "") || GONE.test(error.message)
}

/** Its disk, its memory or its connections are used up, it cannot read its files (SQLSTATE classes 53 and 58), or somebody holds a lock for too long. */
const EXHAUSTED = /^(?:5[38]\w{3}|55P03)$/
const isExhausted = (error: unknown) => error instanceof pg.DatabaseError && EXHAUSTED.test(error.code ?? "")

/** Whether an error, or what caused it, says only that the database cannot serve at the moment; the same may be asked again later. */
export function isDatabaseUnable(error: unknown): boolean {
  for (let e: unknown = error; e instanceof Error; e = e.cause) {
    if (isDatabaseAway(e) || e.message.startsWith("timeout exceeded when trying to connect")) return true
    if (isExhausted(e)) return true
  }
  return false
}

const patient = new WeakSet<pg.PoolClient>()

/** Has a connection's statements asked again while the database has no room for them; such a refusal has changed nothing. */
function askingAgain(client: pg.PoolClient, forMs: number): pg.PoolClient {
  if (patient.has(client)) return client
  patient.add(client)
  const query = client.query.bind(client) as (...args: unknown[]) => unknown
  const again = async (args: unknown[], first: Promise<unknown>): Promise<unknown> => {
    let asked = first
    for (const began = Date.now(); ; await pause(250), asked = query(...args) as Promise<unknown>) {
      try {
        return await asked
      } catch (error) {
        if (!isExhausted(error) || Date.now() - began > forMs) throw error
      }
    }
  }
  client.query = ((...args: unknown[]) => {
    const asked = query(...args)
    return asked instanceof Promise ? again(args, asked) : asked
  }) as typeof client.query
  return client
}

/**
 * Makes a pool wait, for up to `forMs` milliseconds, until a database that is away, full or out of connections serves again, for
 * callers that would give up at the first refusal. Connecting with a callback stays as it is.
 */
export function waitOutAbsence(pool: pg.Pool, forMs: number): pg.Pool {
  const connect = pool.connect.bind(pool) as (...args: unknown[]) => Promise<pg.PoolClient>
  const patiently = async () => {
    for (const began = Date.now(); ; await pause(250)) {
      try {
        return askingAgain(await connect(), forMs)
      } catch (error) {
        if (!isDatabaseUnable(error) || Date.now() - began > forMs) throw error
      }
    }
  }
  pool.connect = ((...args: unknown[]) => (args.length > 0 ? connect(...args) : patiently())) as typeof pool.connect
  return pool
}
