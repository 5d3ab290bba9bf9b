import { setTimeout as pause } from "node:timers/promises"
import pg from "pg"
import { CannotStart } from "./cannot-start"
import { type DatabaseLog, startEmbedded } from "./embedded"
import type { Grants } from "./grants"
import { migrate } from "./migrate"
import { assertSafeWebRole } from "./roles"

/** What the start needs to know, under the names of the environment. */
export type DatabaseEnv = {
  DATA_DIR: string
  SECRET_KEY: string
  DATABASE_URL?: string
  DATABASE_WEB_URL?: string
  DATABASE_DIRECT_URL?: string
}

/** The database, ready to serve: the addresses of its roles, whether it is embedded, and whether it was empty before this start. */
export type BootedDatabase = {
  ownerUrl: string
  webUrl: string
  directUrl: string
  embedded: boolean
  fresh: boolean
  stop(): Promise<void>
}

/** For tests: other migrations, other grants, a shorter wait. */
export type BootOptions = { migrationsFolder?: string; grants?: Grants; patienceMs?: number }

/** Starts or finds the database, brings it up to date and makes sure that requests are served by a role that row-level security holds. */
export async function bootDatabase(
  env: DatabaseEnv,
  log: DatabaseLog,
  options: BootOptions = {},
): Promise<BootedDatabase> {
  const server = env.DATABASE_URL ? null : await startEmbedded({ dataDir: env.DATA_DIR, log })
  const stop = async () => server?.stop()
  try {
    const ownerUrl = server?.ownerUrl ?? env.DATABASE_URL ?? ""
    const directUrl = server ? ownerUrl : (env.DATABASE_DIRECT_URL ?? ownerUrl)
    if (!server) await untilReachable(directUrl, log, options.patienceMs ?? 90_000)
    if (!server) await warnOfSuperuser(directUrl, log)
    const { migrationsFolder, grants } = options
    const given = server ? undefined : env.DATABASE_WEB_URL
    const onProgress = (sentence: string) => log.info(sentence)
    const { fresh, webUrl } = await migrate(ownerUrl, {
      secretKey: env.SECRET_KEY,
      webUrl: given,
      directUrl,
      migrationsFolder,
      grants,
      onProgress,
    })
    await assertSafeWebRole(webUrl)
    return { ownerUrl, webUrl, directUrl, embedded: server !== null, fresh, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

const NOT_YET = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "57P03",
  "53300",
])

/** A database that starts later than the program is waited for; any other refusal is told at once, without the password. */
async function untilReachable(url: string, log: DatabaseLog, patienceMs: number): Promise<void> {
  const { host, port, database } = new pg.Client({ connectionString: url })
  const named = `${database} on ${host}:${port}`
  for (let began = Date.now(), told = 0; ; await pause(500)) {
    const failure = await connectFailure(url)
    if (!failure) return
    const waited = Math.floor((Date.now() - began) / 1000)
    if (!NOT_YET.has(failure.code) || waited * 1000 >= patienceMs)
      throw new CannotStart(`The database ${named} (DATABASE_URL) cannot be used: ${failure.message}`)
    if (told === 0 || waited >= told + 5) {
      told = Math.max(waited, 1)
      log.info(`Waiting for the database ${named}: ${failure.message}`)
    }
  }
}

async function connectFailure(url: string): Promise<{ code: string; message: string } | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on("error", () => {})
  try {
    await client.connect()
    return null
  } catch (error) {
    const { code = "ETIMEDOUT", message } = error as { code?: string; message: string }
    return { code, message: message || code }
  } finally {
    await client.end().catch(() => {})
  }
}

async function warnOfSuperuser(url: string, log: DatabaseLog): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ role: string; super: boolean }>(
      "select rolname as role, rolsuper as super from pg_roles where rolname = current_user",
    )
    if (rows[0]?.super)
      log.warn(
        `DATABASE_URL signs in as the superuser ${rows[0].role}; an owner that is none, with CREATEROLE, is enough and safer.`,
      )
  } finally {
    await client.end()
  }
}
