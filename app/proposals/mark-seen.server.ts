import { eq } from "drizzle-orm"
import { proposals } from "#db/schema/proposals"
import type { Work } from "~/platform/data/work.server"
import { todayIn } from "~/platform/language/dates"
import { appendEvidence } from "./evidence.server"
import type { HeldVersion } from "./held-version.server"
import { subjectOf } from "./subject.server"

/**
 * A person, not a mail scanner, has the proposal before them: they posted something, or kept it in sight. Told once a day,
 * by the agency's calendar; the document's own state stays as it is. Answers whether it was told now.
 */
export async function markSeen(ctx: Work, { hold, proposal, version }: HeldVersion): Promise<boolean> {
  const { timeZone } = version.content
  const { firstOpenedAt, lastOpenedAt } = proposal
  if (lastOpenedAt && todayIn(timeZone, lastOpenedAt) === todayIn(timeZone, ctx.now)) return false
  await ctx.db
    .update(proposals)
    .set({ firstOpenedAt: firstOpenedAt ?? ctx.now, lastOpenedAt: ctx.now })
    .where(eq(proposals.id, proposal.id))
  const { linkId, channel, contactId, email } = hold
  await appendEvidence(ctx, proposal.id, "seen", { versionId: version.id, linkId, channel, contactId, email })
  ctx.record("proposal.opened", { ...subjectOf(proposal), versionId: version.id, first: firstOpenedAt === null })
  return true
}
