import { and, eq } from "drizzle-orm"
import { sessions } from "#db/schema/people"
import { command } from "~/platform/data/command.server"
import { NotFound } from "~/platform/language/errors"
import { endOtherSessionsOf, reachOf } from "./end-sessions.server"
import { RevokeSessionInput } from "./inputs.server"
import { reachHere } from "./own-account.server"
import { endedIn, recordOfAccount } from "./record-of-account.server"

/**
 * Ends one of the member's own sessions; without one named, all of them but the one that asks. Who came in by an organization's
 * provider ends those that it opened there, and no other.
 */
export const revokeSession = command({
  name: "revoke-session",
  actors: ["staff"],
  input: RevokeSessionInput,
  async step(ctx, { sessionId }) {
    const { personId, name, sessionId: ownId, organizationId: here } = ctx.caller
    const reach = await reachHere(ctx)
    if (sessionId === null) {
      const ended = await endOtherSessionsOf(ctx, personId, ownId, reach)
      await recordOfAccount(ctx, { personId, name, among: [here, ...ended] }, "session.revoked", (place) => ({
        ...{ sessionId, ended: endedIn(ended, place) },
      }))
      return { ended: ended.length }
    }
    const theirs = and(eq(sessions.id, sessionId), eq(sessions.personId, personId), reachOf(reach))
    const [found] = await ctx.db
      .select({ revokedAt: sessions.revokedAt, there: sessions.organizationId })
      .from(sessions)
      .where(theirs)
      .for("update")
    if (!found) throw new NotFound("session")
    if (found.revokedAt) return ctx.unchanged({ ended: 0 })
    await ctx.db.update(sessions).set({ revokedAt: ctx.now }).where(theirs)
    const about = { personId, name, among: [here, found.there] }
    await recordOfAccount(ctx, about, "session.revoked", { sessionId, ended: 1 })
    return { ended: 1 }
  },
})
