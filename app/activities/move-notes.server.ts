import { and, eq } from "drizzle-orm"
import { notes } from "#db/schema/activities"
import type { Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"

/** Lets a converted lead's notes stand at its deal too: they keep their lead and gain the deal. */
export async function shareNotesWithDeal(ctx: Work, leadId: Id<"leads">, dealId: Id<"deals">) {
  await ctx.db.update(notes).set({ dealId }).where(eq(notes.leadId, leadId))
}

/** Takes a lead's notes away from the deal it had become; they stay with the lead. */
export async function unshareNotes(ctx: Work, leadId: Id<"leads">, dealId: Id<"deals">) {
  const shared = and(eq(notes.leadId, leadId), eq(notes.dealId, dealId))
  await ctx.db.update(notes).set({ dealId: null }).where(shared)
}
