import { and, eq, gt, isNull } from "drizzle-orm"
import { sessions } from "#db/schema/people"
import type { Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { sha256 } from "~/platform/security/crypto.server"

/** Who proved anew who they are, in which organization, and when; `factorAt` if they showed a second factor with it. */
export type Proved = {
  personId: Id<"people">
  organizationId: Id<"organizations">
  provedAt: Date
  factorAt: Date | null
}

/**
 * Notes a provider's fresh word in the session that it opened, which goes on. False where the secret is of no such session, or of
 * somebody else's: then the word begins a new one.
 */
export async function proveAgain(ctx: Work, secret: string, { personId, organizationId, provedAt, factorAt }: Proved) {
  const noted = await ctx.db
    .update(sessions)
    .set({ authenticatedAt: provedAt, ...(factorAt ? { factorAt } : {}) })
    .where(
      and(
        ...[eq(sessions.tokenHash, sha256(secret)), isNull(sessions.revokedAt), gt(sessions.expiresAt, ctx.now)],
        ...[eq(sessions.personId, personId), eq(sessions.organizationId, organizationId)],
        eq(sessions.isBoundToOrganization, true),
      ),
    )
    .returning({ id: sessions.id })
  return noted.length > 0
}
