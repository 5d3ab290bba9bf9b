import { setTimeout as pause } from "node:timers/promises"
import pg, { escapeIdentifier } from "pg"

/** Does something as the role that may make and drop databases. */
export async function asAdmin(url: string, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}

/** An identifier as SQL writes it. */
export const quoted = (identifier: string) => escapeIdentifier(identifier)

/** Somebody is in the database: another copy is being made, or the server itself is tidying up there. */
const IN_USE = ["55006", "42501"]

/** Makes or drops a database as soon as nobody is in the way; `dropDatabase` is the way to drop one. */
export async function whenFree(work: () => Promise<unknown>): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!IN_USE.includes((error as pg.DatabaseError).code ?? "") || attempt === 100) throw error
      await pause(50)
    }
  }
}

/** Drops a database with whoever is connected to it, if it is there. */
export const dropDatabase = (admin: pg.Client, name: string): Promise<unknown> =>
  whenFree(() => admin.query(`drop database if exists ${quoted(name)} with (force)`))
