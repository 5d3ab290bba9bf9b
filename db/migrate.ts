import { existsSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { readMigrationFiles } from "drizzle-orm/migrator"
import { Logger, runMigrations } from "graphile-worker"
import pg from "pg"
import { CannotStart } from "./cannot-start"
import type { Grants } from "./grants"
import { webUrlFor } from "./role-names"
import { grantRoles, makeRoles, withResolver } from "./roles"
import { countTransactionsOn } from "./transactions"

export type MigrateOptions = {
  secretKey: string
  webUrl?: string
  directUrl?: string
  migrationsFolder?: string
  grants?: Grants
  onProgress?: (sentence: string) => void
}

type Migration = { tag: string; when: number; hash: string; statements: string[] }
type Queryable = { query(text: string): Promise<{ rows: unknown[] }> }

/**
 * Brings the database up to date as its owner: the program's migrations, each in its own transaction, then the job tables, then roles and
 * privileges, and lets transactions be counted on. Several programs at once do it one after the other. `fresh`: no migration was there before.
 */
export async function migrate(
  ownerUrl: string,
  options: MigrateOptions,
): Promise<{ fresh: boolean; applied: number; webUrl: string }> {
  const url = options.directUrl ?? ownerUrl
  const client = new pg.Client({ connectionString: url, application_name: "signoff migrate" })
  client.on("error", () => {})
  await client.connect()
  try {
    await client.query("select pg_advisory_lock(hashtext('signoff'), hashtext('migrate'))")
    const roles = await makeRoles(client, { ...options, ownerUrl })
    await prepare(client)
    const done = await appliedMigrations(client)
    const waiting = migrationsNotIn(done, readMigrations(options.migrationsFolder))
    if (waiting.length > 0)
      await withResolver(client, roles.resolver, () => applyAll(client, waiting, options.onProgress))
    await runMigrations({ connectionString: url, logger: new Logger(() => () => {}) })
    await grantRoles(client, roles, options.grants)
    await countTransactionsOn(client, roles.resolver)
    return {
      fresh: done.size === 0,
      applied: waiting.length,
      webUrl: options.webUrl ?? webUrlFor(ownerUrl, options.secretKey),
    }
  } finally {
    await client.end()
  }
}

/** How many migrations the database still waits for; any role that may read the list of migrations can ask. */
export async function pendingMigrations(db: Queryable, migrationsFolder?: string): Promise<number> {
  return migrationsNotIn(await appliedMigrations(db), readMigrations(migrationsFolder)).length
}

async function prepare(client: pg.Client): Promise<void> {
  await client.query(`create schema if not exists drizzle;
    create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`)
}

async function appliedMigrations(db: Queryable): Promise<Map<number, string>> {
  const { rows } = await db.query("select created_at::text as when, hash from drizzle.__drizzle_migrations")
  return new Map((rows as { when: string; hash: string }[]).map((row) => [Number(row.when), row.hash]))
}

/** A migration is known by its time in the journal, so one that another branch brought in later is not skipped; one that changed after it ran is refused. */
function migrationsNotIn(done: Map<number, string>, all: Migration[]): Migration[] {
  for (const { tag, when, hash } of all) {
    if (done.has(when) && done.get(when) !== hash)
      throw new CannotStart(
        `The migration ${tag} was changed after this database had run it; migrations that have landed are never edited.`,
      )
  }
  return all.filter(({ when }) => !done.has(when))
}

async function applyAll(
  client: pg.Client,
  migrations: Migration[],
  onProgress?: (sentence: string) => void,
): Promise<void> {
  for (const [index, migration] of migrations.entries()) {
    onProgress?.(`Migrating the database: ${migration.tag} (${index + 1} of ${migrations.length})`)
    await apply(client, migration)
  }
}

/** Waits at most three seconds for a lock, so that requests do not pile up behind a migration, and tries again. */
async function apply(client: pg.Client, { tag, when, hash, statements }: Migration): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query("begin; set local lock_timeout = '3s'")
      for (const statement of statements) await client.query(statement)
      await client.query("insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)", [hash, when])
      await client.query("commit")
      return
    } catch (error) {
      await client.query("rollback")
      const failure = error as pg.DatabaseError
      if (failure.code !== "55P03" || attempt === 20)
        throw new CannotStart(`The migration ${tag} failed: ${failure.message}`, { cause: error })
      await pause(250 * attempt)
    }
  }
}

function readMigrations(folder = migrationsFolder()): Migration[] {
  const journal = JSON.parse(readFileSync(join(folder, "meta", "_journal.json"), "utf8")) as {
    entries: { tag: string }[]
  }
  return readMigrationFiles({ migrationsFolder: folder }).map(({ sql, folderMillis, hash }, index) => ({
    tag: journal.entries[index]?.tag ?? String(folderMillis),
    when: folderMillis,
    hash,
    statements: sql.filter((statement) => statement.trim() !== ""),
  }))
}

/** The folder of migrations: beside the program, wherever its bundle lies, or in the working directory. */
export function migrationsFolder(): string {
  const here = fileURLToPath(import.meta.url)
  for (let folder = dirname(here); folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, "migrations", "meta", "_journal.json"))) return join(folder, "migrations")
  }
  return join(process.cwd(), "migrations")
}
