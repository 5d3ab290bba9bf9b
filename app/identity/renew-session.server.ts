import { eq } from "drizzle-orm"
import { sessions } from "#db/schema/people"
import type { Work } from "~/platform/data/work.server"
import { endOtherSessionsOf } from "./end-sessions.server"
import { startSession } from "./start-session.server"

/**
 * Ends every session of the member within reach of the one that acts, and starts one anew in this browser, with a secret of its own: what changes how
 * somebody proves who they are leaves no older session alive that it concerns. `hasShown` says that a second factor was shown just now. Answers
 * the new secret; null where nobody signed in.
 */
export async function renewSession(ctx: Work<"staff">, { hasShown = false } = {}): Promise<string | null> {
  const { sessionId, personId, organizationId, factorAt, authenticatedAt } = ctx.caller
  const [current] = sessionId
    ? await ctx.db.select({ isBound: sessions.isBoundToOrganization }).from(sessions).where(eq(sessions.id, sessionId))
    : []
  await endOtherSessionsOf(ctx, personId, null, { isBound: current?.isBound ?? false, organizationId })
  if (!current) return null
  return startSession(ctx, personId, {
    ...{ organizationId, isBound: current.isBound, factorAt: hasShown ? ctx.now : factorAt },
    authenticatedAt: authenticatedAt ?? ctx.now,
  })
}
