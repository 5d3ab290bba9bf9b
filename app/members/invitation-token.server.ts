import { eq, sql } from "drizzle-orm"
import { invitations, members, organizations, ownRoles } from "#db/schema/organizations"
import { people } from "#db/schema/people"
import { standIn } from "~/platform/data/found.server"
import type { Reading } from "~/platform/data/work.server"
import { type Id, newId } from "~/platform/language/ids"
import { open, seal, sha256, token } from "~/platform/security/crypto.server"

/** How long an invitation stands open. */
export const invitationDays = 7

/** When an invitation that goes out now runs out. */
export const runsOut = (now: Date) => new Date(now.getTime() + invitationDays * 24 * 3_600_000)

const place = (invitationId: Id<"invitations">) => `invitations|token_sealed|${invitationId}`

/** A new token for an invitation as its row keeps it: a digest to find it by, and a sealed copy for the mail alone. */
export function freshToken(organizationId: Id<"organizations">, invitationId: Id<"invitations"> = newId()) {
  const secret = token()
  const tokenSealed = seal("invitation", organizationId, secret, place(invitationId))
  return { id: invitationId, tokenHash: sha256(secret), tokenSealed }
}

/** The token of an invitation's row. */
export const openToken = (organizationId: Id<"organizations">, invitationId: Id<"invitations">, sealed: string) =>
  open("invitation", organizationId, sealed, place(invitationId))

/**
 * The invitation that a token opens, with the organization and who has the mailbox, if they have an account; null for an unknown,
 * expired, revoked or used one alike. The transaction stands in that organization afterwards.
 */
export async function findByToken({ db, now }: Pick<Reading, "db" | "now">, secret: string) {
  const { rows } = await db.execute<{ invitation_id: Id<"invitations">; organization_id: Id<"organizations"> }>(
    sql`select * from app.resolve_invitation(${sha256(secret)}, ${now.toISOString()}::timestamptz)`,
  )
  const found = rows[0]
  if (!found) return null
  await standIn(db, found.organization_id)
  const [invitation] = await db
    .select({
      id: invitations.id,
      organizationId: invitations.organizationId,
      organization: organizations.name,
      timeZone: organizations.timeZone,
      locale: organizations.locale,
      email: invitations.email,
      role: invitations.role,
      roleId: invitations.roleId,
      roleName: ownRoles.name,
      teamId: invitations.teamId,
      expiresAt: invitations.expiresAt,
      inviter: members.name,
      inviterStatus: members.status,
    })
    .from(invitations)
    .innerJoin(organizations, eq(organizations.id, invitations.organizationId))
    .innerJoin(members, eq(members.personId, invitations.invitedById))
    .leftJoin(ownRoles, eq(ownRoles.id, invitations.roleId))
    .where(eq(invitations.id, found.invitation_id))
  if (invitation?.inviterStatus !== "active") return null
  const [person] = await db
    .select({ id: people.id, name: people.name, passwordHash: people.passwordHash, disabledAt: people.disabledAt })
    .from(people)
    .where(eq(people.email, invitation.email))
  return person?.disabledAt ? null : { ...invitation, person: person ?? null }
}
