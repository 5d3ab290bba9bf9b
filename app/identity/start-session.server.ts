import { and, eq, ne, sql } from "drizzle-orm"
import { sessions } from "#db/schema/people"
import type { Role } from "~/organizations/role"
import type { Work } from "~/platform/data/work.server"
import { type Id, newId } from "~/platform/language/ids"
import { sha256, token } from "~/platform/security/crypto.server"
import { sessionLife } from "~/platform/security/sessions.server"
import { deviceOf } from "./device"
import { mailNotice } from "./mail-notice.server"
import { recordOfAccount } from "./record-of-account.server"

/** How somebody proved who they are, and where they want to be. */
export type SessionStart = {
  /** The organization to stand in; without one it is the first that the person belongs to. */
  organizationId?: Id<"organizations"> | null
  /** When a second factor was shown. */
  factorAt?: Date | null
  /** When the person last proved who they are; now, unless a session is only continued elsewhere. */
  authenticatedAt?: Date
  /** Whether one organization's identity provider vouched for them: the session is good for that organization alone. */
  isBound?: boolean
  /** When it ends at the latest; unless a session is only continued elsewhere, its role's length says. */
  endsBy?: Date | null
}

/**
 * Signs a person in, whatever door they came through: a new session in an organization they belong to, living as long as their
 * role there may. Answers the secret for the browser's cookie; null, and no session, when they do not belong there.
 */
export async function startSession(
  ctx: Work,
  personId: Id<"people">,
  {
    organizationId = null,
    factorAt = null,
    authenticatedAt = ctx.now,
    isBound = false,
    endsBy = null,
  }: SessionStart = {},
): Promise<string | null> {
  const secret = token()
  const sessionId = newId<"sessions">()
  const { ip, userAgent } = ctx.caller
  await ctx.db.insert(sessions).values({
    ...{ tokenHash: sha256(secret), id: sessionId, personId, organizationId, ip, userAgent },
    ...{ authenticatedAt, factorAt, isBoundToOrganization: isBound, idleSeconds: 0, expiresAt: ctx.now },
  })
  const belonging = await belongingOf(ctx, secret, personId, organizationId)
  if (!belonging) {
    await ctx.db.delete(sessions).where(eq(sessions.id, sessionId))
    return null
  }
  const { idle, absolute } = sessionLife(belonging.role)
  const wholeLife = new Date(ctx.now.getTime() + absolute * 1_000)
  const expiresAt = endsBy && endsBy < wholeLife ? endsBy : wholeLife
  await ctx.db
    .update(sessions)
    .set({ organizationId: belonging.organization_id, idleSeconds: idle, expiresAt })
    .where(eq(sessions.id, sessionId))
  const isNewDevice = await isOnNewDevice(ctx, personId, sessionId)
  if (isNewDevice)
    await ctx.enqueue({ command: mailNotice.definition, input: { about: "device", subjectId: sessionId } })
  const about = { personId, name: belonging.name, among: [belonging.organization_id] }
  await recordOfAccount(ctx, about, "session.started", { personId, sessionId, isNewDevice })
  return secret
}

/** Whether the person was signed in before, but never with such a browser on such a system. */
async function isOnNewDevice({ db, caller }: Work, personId: Id<"people">, sessionId: Id<"sessions">) {
  const before = await db
    .selectDistinct({ userAgent: sessions.userAgent })
    .from(sessions)
    .where(and(eq(sessions.personId, personId), ne(sessions.id, sessionId)))
  const known = new Set(before.map(({ userAgent }) => deviceOf(userAgent)))
  return known.size > 0 && !known.has(deviceOf(caller.userAgent))
}

type Belonging = { organization_id: Id<"organizations">; role: Role; name: string }

async function belongingOf(
  { db }: Work,
  secret: string,
  personId: Id<"people">,
  organizationId: Belonging["organization_id"] | null,
) {
  const { rows } = await db.execute<Belonging>(
    sql`select organization_id, role, (select name from people where id = ${personId}) as name from app.resolve_memberships(${sha256(secret)})`,
  )
  return organizationId === null ? rows[0] : rows.find((row) => row.organization_id === organizationId)
}
