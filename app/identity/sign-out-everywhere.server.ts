import { and, eq, gt, isNull } from "drizzle-orm"
import { sessions } from "#db/schema/people"
import { command } from "~/platform/data/command.server"
import { sha256 } from "~/platform/security/crypto.server"
import { endOtherSessionsOf } from "./end-sessions.server"
import { SignOutInput } from "./inputs.server"
import { recordOfAccount } from "./record-of-account.server"

/**
 * Ends every session of the person who asks, on all their devices; a living session is the proof of who that is. One that an
 * organization's provider opened proves it to that organization alone, and ends what was opened there so.
 */
export const signOutEverywhere = command({
  name: "sign-out-everywhere",
  actors: ["anonymous"],
  input: SignOutInput,
  async step(ctx, { secret }) {
    const living = and(
      eq(sessions.tokenHash, sha256(secret)),
      isNull(sessions.revokedAt),
      gt(sessions.expiresAt, ctx.now),
    )
    const [session] = await ctx.db
      .select({
        personId: sessions.personId,
        organizationId: sessions.organizationId,
        isBound: sessions.isBoundToOrganization,
      })
      .from(sessions)
      .where(living)
    if (!session) return ctx.unchanged({ ended: false, isBound: false })
    const { personId, isBound } = session
    const among = await endOtherSessionsOf(ctx, personId, null, session)
    await recordOfAccount(ctx, { personId, among }, "session.ended", { personId, everywhere: true })
    return { ended: true, isBound }
  },
})
