import { Logger, runOnce } from "graphile-worker"
import type pg from "pg"
import { openPool } from "#db/client"
import { consumers } from "~/consumers.server"
import { joinMember } from "~/organizations/join-member.server"
import type { Role } from "~/organizations/role"
import { setUpOrganization } from "~/organizations/set-up-organization.server"
import {
  type AnonymousContext,
  builtIn,
  type ClientContext,
  mint,
  type StaffContext,
  type SystemContext,
  withoutSession,
} from "~/platform/data/contexts.server"
import { connect, disconnect, webPool } from "~/platform/data/database.server"
import { installHouse } from "~/platform/data/house.server"
import { taskList } from "~/platform/data/worker.server"
import type { Id } from "~/platform/language/ids"
import { log } from "~/platform/log.server"
import { resolveForm, resolveLink } from "~/platform/security/resolve.server"
import { reactions } from "~/reactions.server"
import { commands, queries } from "~/registry.server"
import { startSandbox } from "~/sandbox/server.server"
import { cloneDatabase, type TestDatabase } from "./cluster"
import { atEndOfFile } from "./end-of-file"

/*
 * The world of a test: a database of its own with what commands made in it. Worlds are built by calling commands, so that a
 * test's world can exist.
 */

/** The password of everybody in tests who has one. */
export const password = "paper-lantern-42"

let database: Promise<TestDatabase> | null = null
let sandbox: Promise<{ stop(): Promise<void> }> | null = null

/** The database of this test file, connected; made at the first call. */
export function ourDatabase(): Promise<TestDatabase> {
  database ??= open()
  atEndOfFile(endWorld)
  return database
}

async function open() {
  const made = await cloneDatabase()
  connect({ webUrl: made.webUrl, ownerUrl: made.ownerUrl, directUrl: made.ownerUrl })
  installHouse({ commands, queries, reactions, consumers })
  return made
}

/** Ends what this file's world started; the next file in this process begins its own. */
async function endWorld() {
  const [startedSandbox, openedDatabase] = [await sandbox, await database]
  sandbox = database = null
  await startedSandbox?.stop()
  await disconnect()
  await openedDatabase?.drop()
}

const common = (now: Date) => ({ now, mails: "send" as const, requestId: null, ip: "192.0.2.1", userAgent: "test" })

/** Somebody who has just signed in. */
const signedIn = (at: Date) => ({ ...withoutSession, authenticatedAt: at })

/** The program itself, above every organization. */
export const program = (now = new Date()): AnonymousContext =>
  mint({ kind: "anonymous", by: "program", ...common(now) })
/** A visitor nobody knows yet. */
export const visitor = (now = new Date()): AnonymousContext =>
  mint({ kind: "anonymous", by: "visitor", ...common(now) })

type Person = { personId: Id<"people">; name: string; email: string; role: Role; teamId: Id<"teams"> | null }

/** An organization with one person in each role; the manager and the member share a team. */
export type Agency = Awaited<ReturnType<typeof anAgency>>

let agencies = 0

/** A new agency in Berlin, EUR, 19 %. Each call makes another organization in the same database. */
export async function anAgency({ name = "Northlight", now = new Date() }: { name?: string; now?: Date } = {}) {
  await ourDatabase()
  const host = `agency${++agencies}.example`
  const made = await setUpOrganization(program(now), {
    name,
    country: "DE",
    currency: "EUR",
    timeZone: "Europe/Berlin",
    ownerName: "Ida Owner",
    ownerEmail: `owner@${host}`,
    ownerPassword: password,
    line1: "Lindenstraße 7",
    postalCode: "10969",
    city: "Berlin",
    vatId: "DE123456789",
    iban: "DE02120300000000202051",
    bic: "BYLADEM1001",
    bankName: "Berlin Bank",
    locale: "en-GB",
    taxRate: null,
  })
  const { organizationId, formKey, teamId } = made
  const system = (at = now): SystemContext => mint({ kind: "system", organizationId, cause: "test", ...common(at) })
  const join = async (role: Role, first: string, team: Id<"teams"> | null): Promise<Person> => {
    const person = { name: `${first} ${role}`, email: `${role}@${host}`, role, teamId: team }
    const { personId } = await joinMember(system(), person)
    return { personId, ...person }
  }
  const owner: Person = { personId: made.personId, name: "Ida Owner", email: `owner@${host}`, role: "owner", teamId }
  const people = {
    owner,
    manager: await join("manager", "Marc", teamId),
    member: await join("member", "Mia", teamId),
    finance: await join("finance", "Finn", null),
    guest: await join("guest", "Gus", null),
  }
  const as = (role: Role, at = now): StaffContext =>
    mint({
      kind: "staff",
      organizationId,
      ...people[role],
      ...builtIn(role, people[role].teamId),
      ...signedIn(at),
      ...common(at),
    })
  return {
    organizationId,
    formKey,
    teamId,
    people,
    as,
    system,
    owner: as("owner"),
    manager: as("manager"),
    member: as("member"),
    finance: as("finance"),
    guest: as("guest"),
    /** A visitor of the agency's public form. */
    async formVisitor(at = now): Promise<ClientContext> {
      const form = (await resolveForm(formKey))!
      return mint({ kind: "client", organizationId, hold: { of: "form", formId: form.formId }, ...common(at) })
    },
  }
}

/** The holder of a client link, as the door would let them in. */
export async function linkHolder(token: string, now = new Date()): Promise<ClientContext> {
  const holder = await resolveLink(token, now)
  if (!holder) throw new Error("No living link has this token")
  const { organizationId, ...link } = holder
  return mint({ kind: "client", organizationId, hold: { of: "link", ...link }, ...common(now) })
}

/** Starts the stand-ins for payment and mail beside this file's database. */
export async function withSandbox() {
  const port = Number(process.env.PORT) + 1
  const { secretKey } = await ourDatabase()
  const appPort = Number(process.env.PORT)
  sandbox ??= startSandbox({
    port,
    hosts: ["127.0.0.1"],
    pool: webPool(),
    secretKey,
    appOrigins: [`http://127.0.0.1:${appPort}`],
    appPort,
    log,
  })
  await sandbox
}

/** Ends the stand-ins, where a program with its own takes over. */
export async function withoutSandbox() {
  await (await sandbox)?.stop()
  sandbox = null
}

/** Runs waiting jobs until none is due. A job that fails fails the test, unless failing is what is tested. */
export async function runJobs({ mayFail = false } = {}) {
  const { ownerUrl } = await ourDatabase()
  const pool = openPool(ownerUrl, { max: 3, name: "signoff test worker", plainTypes: true })
  try {
    const logger = new Logger(() => (level, message) => {
      if (level === "error" && !mayFail) console.error(message)
    })
    await runOnce({ pgPool: pool, taskList: taskList(), noHandleSignals: true, logger })
  } finally {
    await pool.end()
  }
}

/** Rows as they stand, past the wall, for asserting on what an act wrote. */
export async function rows<Row extends pg.QueryResultRow>(
  agency: { organizationId: string },
  text: string,
  values: unknown[] = [],
) {
  await ourDatabase()
  const client = await webPool().connect()
  try {
    await client.query("begin read only")
    await client.query("select set_config('app.organization_id', $1, true)", [agency.organizationId])
    const { rows: found } = await client.query<Row>(text, values)
    return found
  } finally {
    await client.query("rollback")
    client.release()
  }
}

/** Writes past every command, as the program's own role within an agency, to see what the database itself refuses; nothing of it stays. */
export async function writePast(
  agency: { organizationId: string },
  ...statements: [text: string, values?: unknown[]][]
) {
  await ourDatabase()
  const client = await webPool().connect()
  try {
    await client.query("begin")
    await client.query("select set_config('app.organization_id', $1, true)", [agency.organizationId])
    for (const [text, values] of statements) await client.query(text, values)
  } finally {
    await client.query("rollback")
    client.release()
  }
}
