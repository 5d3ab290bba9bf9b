import { setTimeout as pause } from "node:timers/promises"
import type { NodePgDatabase } from "drizzle-orm/node-postgres"
import pg from "pg"
import { openPool } from "#db/client"
import { once } from "~/platform/once.server"
import { drizzleOn } from "./statements.server"

/** The handle of one open transaction, and the connection it is open on. */
export type Db = NodePgDatabase<Record<string, never>> & { $client: pg.PoolClient }

type Urls = { webUrl: string; directUrl: string; ownerUrl: string }

/** Where the database is, told once at start (tests: once per cloned database). */
export function connect(urls: Urls) {
  const held = pools()
  held.urls = urls
  held.web = openPool(urls.webUrl, { max: 10, name: "signoff web", prepares: true })
  return held
}

/** Closes every pool; statements under way end first. */
export async function disconnect() {
  const held = pools()
  const web = held.web
  held.web = null
  await web?.end()
}

const pools = () => once<{ web: pg.Pool | null; urls: Urls | null }>("database", () => ({ web: null, urls: null }))

/** The web role's pool: owns nothing, cannot pass the wall. */
export function webPool(): pg.Pool {
  const pool = pools().web
  if (!pool) throw new Error("The database is not connected yet")
  return pool
}

/** The addresses given at start. */
export function databaseUrls(): Urls {
  const urls = pools().urls
  if (!urls) throw new Error("The database is not connected yet")
  return urls
}

type Opening = { organizationId: string | null; now: Date; readOnly?: boolean }

/**
 * Sends a statement at once whose answer nothing in the transaction needs: it is awaited with the commit, and what fails is thrown
 * there. What is given must be the statement itself; an async function around it would send it too late.
 */
export type Later = (statement: PromiseLike<unknown>) => void

/**
 * One transaction, committed when `run` returns. Its opening, with its organization and clock, goes out with its first statement,
 * and the commit with its last: a connection answers in the order it was asked, and after a failure refuses all that follows.
 */
export async function transact<R>(opening: Opening, run: (db: Db, later: Later) => PromiseLike<R>): Promise<R> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transactOnce(opening, run)
    } catch (error) {
      if (attempt >= 4 || !isRetriable(error)) throw error
      await pause(Math.random() * 20 * 2 ** attempt)
    }
  }
}

async function transactOnce<R>(opening: Opening, run: (db: Db, later: Later) => PromiseLike<R>): Promise<R> {
  const client = await webPool().connect()
  const failures: unknown[] = []
  const sent: PromiseLike<unknown>[] = []
  const later: Later = (statement) =>
    void sent.push(
      statement.then(
        () => {},
        (failure) => failures.push(failure),
      ),
    )
  let broken: Error | undefined
  try {
    later(client.query(openingStatement(opening)))
    const result = await run(drizzleOn(client), later)
    later(client.query("commit"))
    await Promise.all(sent)
    if (failures.length > 0) throw failures[0]
    return result
  } catch (error) {
    await client.query("rollback").catch((failure: Error) => {
      broken = failure
    })
    await Promise.all(sent)
    const first = failures[0] ?? error
    if (isOutdated(first)) broken = first as Error
    throw first
  } finally {
    client.release(broken)
  }
}

/** A transaction that several queries of one reader read in. */
type Reading = { client: Promise<pg.PoolClient>; db: Promise<Db>; readers: number; failed: boolean; ended: boolean }

const readings = new WeakMap<object, Reading>()

const answers = new WeakMap<Db, Map<string, Promise<unknown>>>()

/**
 * Asks once what is asked again of one reading, while it lasts: a page's parts want the same organization, or the same record, each
 * for itself. Where something may be written, everything is asked anew.
 */
export function askOnce<R>(db: Db, question: string, ask: () => Promise<R>): Promise<R> {
  const given = answers.get(db)
  if (!given) return ask()
  const answer = (given.get(question) as Promise<R> | undefined) ?? ask()
  given.set(question, answer)
  return answer
}

/**
 * Runs a query in the read-only transaction that its reader has open, so that whatever a page asks for at once takes one
 * connection and one opening. It ends once nothing more is asked for; a statement that fails ends it for all who read in it.
 */
export async function readTogether<R>(reader: object, opening: Opening, run: (db: Db) => Promise<R>): Promise<R> {
  const reading = readings.get(reader) ?? openReading(reader, opening)
  reading.readers++
  try {
    return await run(await reading.db)
  } catch (error) {
    if (databaseCode(error)) forget(reader, reading)
    if (isOutdated(error)) return transact({ ...opening, readOnly: true }, run)
    throw error
  } finally {
    if (--reading.readers === 0) setImmediate(() => void endReading(reader, reading))
  }
}

function openReading(reader: object, opening: Opening): Reading {
  const client = webPool().connect()
  const db = client.then((connection) => {
    connection.query(openingStatement({ ...opening, readOnly: true })).catch(() => forget(reader, reading))
    const handle: Db = drizzleOn(connection)
    answers.set(handle, new Map())
    return handle
  })
  const reading: Reading = { client, db, readers: 0, failed: false, ended: false }
  readings.set(reader, reading)
  return reading
}

function forget(reader: object, reading: Reading) {
  reading.failed = true
  if (readings.get(reader) === reading) readings.delete(reader)
}

async function endReading(reader: object, reading: Reading) {
  if (reading.readers > 0 || reading.ended) return
  reading.ended = true
  if (readings.get(reader) === reading) readings.delete(reader)
  const client = await reading.client.catch(() => null)
  client?.query(reading.failed ? "rollback" : "commit").then(
    () => client.release(reading.failed),
    (error: Error) => client.release(error),
  )
}

function openingStatement({ organizationId, now, readOnly }: Opening) {
  const settings = [`set_config('app.now', ${pg.escapeLiteral(now.toISOString())}, true)`]
  if (organizationId) settings.push(`set_config('app.organization_id', ${pg.escapeLiteral(organizationId)}, true)`)
  return `begin${readOnly ? " read only" : ""}; select ${settings.join(", ")}`
}

/** The database's own error code, from the error or its cause. */
export function databaseCode(error: unknown): string | undefined {
  for (let e: unknown = error; e instanceof Error; e = e.cause) {
    if (e instanceof pg.DatabaseError) return e.code
  }
  return undefined
}

/** A plan that the server kept no longer fits its table, which was changed meanwhile; a new connection plans anew. */
const isOutdated = (error: unknown) => databaseCode(error) === "0A000"

const isRetriable = (error: unknown) => ["40001", "40P01"].includes(databaseCode(error) ?? "") || isOutdated(error)
