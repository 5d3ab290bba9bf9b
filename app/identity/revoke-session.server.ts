import { and, eq } from "drizzle-orm"
import { sessions } from "#db/schema/people"
import { command } from "~/platform/data/command.server"
import { NotFound } from "~/platform/language/errors"
import { endOtherSessionsOf } from "./end-sessions.server"
import { RevokeSessionInput } from "./inputs.server"
import { assertOwnAccount, withinReach } from "./own-account.server"

/** Ends one of the member's own sessions; without one named, all of them but the one that asks. */
export const revokeSession = command({
  name: "revoke-session",
  actors: ["staff"],
  input: RevokeSessionInput,
  async step(ctx, { sessionId }) {
    const { personId, sessionId: ownId } = ctx.caller
    if (sessionId === null) {
      await assertOwnAccount(ctx, "sessions.revoke")
      const ended = await endOtherSessionsOf(ctx, personId, ownId)
      ctx.record("session.revoked", { sessionId, ended })
      return { ended }
    }
    const theirs = and(eq(sessions.id, sessionId), eq(sessions.personId, personId), await withinReach(ctx))
    const [found] = await ctx.db.select({ revokedAt: sessions.revokedAt }).from(sessions).where(theirs).for("update")
    if (!found) throw new NotFound("session")
    if (found.revokedAt) return ctx.unchanged({ ended: 0 })
    await ctx.db.update(sessions).set({ revokedAt: ctx.now }).where(theirs)
    ctx.record("session.revoked", { sessionId, ended: 1 })
    return { ended: 1 }
  },
})
