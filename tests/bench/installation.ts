import { createHash, randomBytes } from "node:crypto"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import pg from "pg"
import { webUrlFor, withDatabase, withUser } from "#db/role-names"
import { type Program, startProgram } from "../support/program"
import type { Ground } from "./load/ground"

/** The program under measurement, on a database of its own: the demo agency, which is then made large. */
export type Installation = {
  program: Program
  postgresPid: number
  ground: Ground
  /** The address under which the program itself asks, held by row-level security. */
  webUrl: string
  cookie: string
  clientPath: string
  personId: string
  proposalId: string
  secretKey: string
  /** A connection above every organization, for loading and looking, and the address of more. */
  admin: pg.Client
  adminUrl: string
  stop(): Promise<void>
}

/** Starts the built program with the sandbox and without limits, signs its owner in and makes a link for a client. */
export async function anInstallation(): Promise<Installation> {
  const program = await startProgram({ env: { SANDBOX: "1", LOG_LEVEL: "error" } })
  const { dataDir } = program
  const secrets = JSON.parse(readFileSync(join(dataDir, "postgres.json"), "utf8"))
  const ownerUrl = `postgres://signoff:${secrets.ownerPassword}@127.0.0.1:${secrets.port}/signoff`
  const secretKey = readFileSync(join(dataDir, "secret-key"), "utf8").trim()
  const adminUrl = withUser(withDatabase(ownerUrl, "signoff"), "postgres", secrets.superuserPassword)
  const admin = new pg.Client(adminUrl)
  admin.on("error", () => undefined)
  await admin.connect()
  const one = async (text: string, values: unknown[] = []) => (await admin.query(text, values)).rows[0]
  const { id: organizationId } = await one("select id from organizations where name = 'Northlight'")
  const members = await admin.query<{ person_id: string }>(
    "select person_id from members where organization_id = $1 and role in ('owner', 'manager', 'member') order by role = 'owner' desc",
    [organizationId],
  )
  const owners = members.rows.map(({ person_id }) => person_id)
  const personId = owners[0]!
  return {
    ...{ program, admin, adminUrl, personId, secretKey },
    postgresPid: postmasterOf(dataDir),
    ground: { organizationId, owners, anchor: new Date().toISOString() },
    webUrl: webUrlFor(ownerUrl, secretKey),
    cookie: await signedIn(admin, organizationId, personId),
    ...(await openedLink(admin, organizationId)),
    async stop() {
      admin.end().catch(() => undefined)
      await program.stop()
    },
  }
}

function postmasterOf(dataDir: string): number {
  const pointer = join(dataDir, "postgres-location")
  const folder = existsSync(pointer) ? readFileSync(pointer, "utf8").trim() : dataDir
  return Number(readFileSync(join(folder, "postgres", "postmaster.pid"), "utf8").split("\n")[0])
}

/** A session of the owner's, as a browser carries it. */
async function signedIn(admin: pg.Client, organizationId: string, personId: string): Promise<string> {
  const secret = randomBytes(32).toString("base64url")
  await admin.query(
    `insert into sessions (token_hash, id, person_id, organization_id, created_at, last_seen_at, authenticated_at, idle_seconds, expires_at, user_agent)
     values ($1, gen_random_uuid(), $2, $3, now(), now(), now(), 86400, now() + interval '1 day', 'bench')`,
    [createHash("sha256").update(secret).digest(), personId, organizationId],
  )
  return `signoff=${encodeURIComponent(btoa(JSON.stringify(secret)))}`
}

/** A link to a sent proposal, like one that was mailed. */
async function openedLink(admin: pg.Client, organizationId: string) {
  const token = randomBytes(32).toString("base64url")
  const digest = createHash("sha256").update(token).digest("hex")
  const { rows } = await admin.query(
    `insert into links select (jsonb_populate_record(l, jsonb_build_object('id', uuidv7(), 'token_hash', $2::text))).*
     from links l join proposals p on p.organization_id = l.organization_id and p.id = l.object_id
     where l.organization_id = $1 and l.purpose = 'proposal' and p.status = 'sent' and l.revoked_at is null limit 1
     returning object_id`,
    [organizationId, `\\x${digest}`],
  )
  return { clientPath: `/p/${token}`, proposalId: rows[0].object_id as string }
}
