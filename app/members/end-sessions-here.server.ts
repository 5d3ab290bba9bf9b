import { and, eq, isNull, sql } from "drizzle-orm"
import { sessions } from "#db/schema/people"
import type { Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"

/** Ends every session that a person has in the organization the transaction stands in, live streams with them; those elsewhere go on. */
export async function endSessionsHere(ctx: Work, personId: Id<"people">) {
  await ctx.db
    .update(sessions)
    .set({ revokedAt: ctx.now })
    .where(
      and(
        eq(sessions.personId, personId),
        eq(sessions.organizationId, sql`app.current_organization()`),
        isNull(sessions.revokedAt),
      ),
    )
}
