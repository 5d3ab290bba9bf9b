import { eq } from "drizzle-orm"
import { notes } from "#db/schema/activities"
import type { Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"

/** Lets a converted lead's notes stand at its deal too: they keep their lead and gain the deal. */
export async function shareNotesWithDeal(ctx: Work, leadId: Id<"leads">, dealId: Id<"deals">) {
  await ctx.db.update(notes).set({ dealId }).where(eq(notes.leadId, leadId))
}
