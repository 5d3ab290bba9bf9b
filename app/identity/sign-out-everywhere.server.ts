import { and, eq, gt, isNull } from "drizzle-orm"
import { sessions } from "#db/schema/people"
import { command } from "~/platform/data/command.server"
import { sha256 } from "~/platform/security/crypto.server"
import { endSessionsOf } from "./end-sessions.server"
import { SignOutInput } from "./inputs.server"

/** Ends every session of the person who asks, on all their devices; a living session is the proof of who that is. */
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
    const [session] = await ctx.db.select({ personId: sessions.personId }).from(sessions).where(living)
    if (!session) return ctx.unchanged({ ended: false })
    await endSessionsOf(ctx, session.personId)
    ctx.record("session.ended", { personId: session.personId, everywhere: true })
    return { ended: true }
  },
})
