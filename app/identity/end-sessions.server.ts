import { and, eq, isNull, ne } from "drizzle-orm"
import { ceremonies } from "#db/schema/factors"
import { sessions } from "#db/schema/people"
import type { Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { sha256 } from "~/platform/security/crypto.server"

/** Ends the session of a secret and says whose it was; null when it had ended or never was. */
export async function endSession(ctx: Work, secret: string): Promise<Id<"people"> | null> {
  const [ended] = await ctx.db
    .update(sessions)
    .set({ revokedAt: ctx.now })
    .where(and(eq(sessions.tokenHash, sha256(secret)), isNull(sessions.revokedAt)))
    .returning({ personId: sessions.personId })
  return ended?.personId ?? null
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
 * for something wait in vain. By a session that a provider opened, only those within its reach end. Answers how many there were.
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
    .returning({ id: sessions.id })
  if (!by.isBound)
    await ctx.db
      .update(ceremonies)
      .set({ usedAt: ctx.now })
      .where(and(eq(ceremonies.personId, personId), isNull(ceremonies.usedAt)))
  return ended.length
}
