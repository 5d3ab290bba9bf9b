import { and, eq, isNull } from "drizzle-orm"
import { sessions } from "#db/schema/people"
import { command } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { EndSupportSessionInput } from "./inputs.server"

/** Ends a super-admin's session in the organization; the record says when they left. */
export const endSupportSession = command({
  name: "end-support-session",
  actors: ["system"],
  input: EndSupportSessionInput,
  async step(ctx, { sessionId }) {
    const here = eq(sessions.organizationId, ctx.caller.organizationId)
    const personId = await supporterIn(ctx, sessionId)
    const [ended] = await ctx.db
      .update(sessions)
      .set({ revokedAt: ctx.now })
      .where(and(eq(sessions.id, sessionId), here, isNull(sessions.revokedAt)))
      .returning({ id: sessions.id })
    if (!ended) return ctx.unchanged({ ended: false })
    ctx.record("support-session.ended", { personId, sessionId })
    return { ended: true }
  },
})

/** Whose session it is, where it is one in this very organization. */
export async function supporterIn({ db, caller }: Work<"system">, sessionId: Id<"sessions">): Promise<Id<"people">> {
  const [found] = await db
    .select({ personId: sessions.personId })
    .from(sessions)
    .where(and(eq(sessions.id, sessionId), eq(sessions.organizationId, caller.organizationId)))
  if (!found) throw new NotFound("session")
  return found.personId
}
