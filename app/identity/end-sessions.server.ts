import { and, eq, isNull, ne, sql } from "drizzle-orm"
import { ceremonies } from "#db/schema/factors"
import { sessions } from "#db/schema/people"
import type { Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { sha256 } from "~/platform/security/crypto.server"
import { recordOfAccount } from "./record-of-account.server"

/** Ends the session of a secret, which the organization in which it stood is told, and says whose it was; null when it had ended or never was. */
export async function endSession(ctx: Work, secret: string): Promise<Id<"people"> | null> {
  const [ended] = await ctx.db
    .update(sessions)
    .set({ revokedAt: ctx.now })
    .where(and(eq(sessions.tokenHash, sha256(secret)), isNull(sessions.revokedAt)))
    .returning({
      personId: sessions.personId,
      organizationId: sessions.organizationId,
      name: sql<string>`(select p.name from people p where p.id = person_id)`,
    })
  if (!ended) return null
  const { personId, organizationId, name } = ended
  const about = { personId, name, among: [organizationId] }
  await recordOfAccount(ctx, about, "session.ended", { personId, everywhere: false })
  return personId
}

/** The session that an act came by, as far as it says which others it may end. */
export type Reach = { isBound: boolean; organizationId: Id<"organizations"> | null }

/** Which sessions of its person a session may see and end: all, or by an organization's provider those that it opened there. */
export const reachOf = ({ isBound, organizationId }: Reach) =>
  isBound && organizationId !== null
    ? and(eq(sessions.isBoundToOrganization, true), eq(sessions.organizationId, organizationId))
    : undefined

/** Ends every session of a person. */
export const endSessionsOf = (ctx: Work, personId: Id<"people">) => endOtherSessionsOf(ctx, personId, null)

/**
 * Ends every session of a person but one, on all their devices: what a changed password, factor, role or standing asks for. They
 * can do nothing from the next request on, and their streams of live updates end within five seconds. Sign-ins of theirs that wait
 * for something wait in vain. By a session that a provider opened, only those within its reach end. Answers in
 * which organization each of them stood.
 */
export async function endOtherSessionsOf(
  ctx: Work,
  personId: Id<"people">,
  kept: Id<"sessions"> | null,
  by: Reach = { isBound: false, organizationId: null },
) {
  const others = kept === null ? undefined : ne(sessions.id, kept)
  const ended = await ctx.db
    .update(sessions)
    .set({ revokedAt: ctx.now })
    .where(and(eq(sessions.personId, personId), isNull(sessions.revokedAt), others, reachOf(by)))
    .returning({ organizationId: sessions.organizationId })
  if (!by.isBound)
    await ctx.db
      .update(ceremonies)
      .set({ usedAt: ctx.now })
      .where(and(eq(ceremonies.personId, personId), isNull(ceremonies.usedAt)))
  return ended.map(({ organizationId }) => organizationId)
}
