import { eq } from "drizzle-orm"
import { proposalChoices } from "#db/schema/proposals"
import { command } from "~/platform/data/command.server"
import type { Reading } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { chosenOptions, offerOf } from "./content"
import { appendEvidence } from "./evidence.server"
import { openVersion } from "./held-version.server"
import { ChooseOptionsInput } from "./inputs.server"
import { markSeen } from "./mark-seen.server"
import { subjectOf } from "./subject.server"

/** Keeps which options the client has ticked, and reckons the total anew. Nothing is accepted by it. */
export const chooseOptions = command({
  name: "choose-options",
  actors: ["client"],
  input: ChooseOptionsInput,
  async step(ctx, { lines }) {
    const held = await openVersion(ctx)
    const { proposal, version, hold } = held
    const offer = offerOf(version.content, lines)
    const lineIds = chosenOptions(version.content, lines)
    const seen = await markSeen(ctx, held)
    const before = await choiceOf(ctx, version.id)
    if (sameChoice(before, lineIds)) return seen ? { lineIds } : ctx.unchanged({ lineIds })
    const versionId = version.id
    await ctx.db
      .insert(proposalChoices)
      .values({ versionId, lineIds })
      .onConflictDoUpdate({
        target: [proposalChoices.organizationId, proposalChoices.versionId],
        set: { lineIds, chosenAt: ctx.now },
      })
    const { minor: totalMinor, currency } = offer.total
    await appendEvidence(ctx, proposal.id, "chosen", {
      versionId,
      linkId: hold.linkId,
      lineIds,
      totalMinor: totalMinor.toString(),
      currency,
    })
    ctx.record(
      "proposal.chosen",
      { ...subjectOf(proposal), versionId, totalMinor, currency },
      { before: { lineIds: before }, after: { lineIds } },
    )
    return { lineIds }
  },
})

/** The options last ticked on a version. */
export async function choiceOf(ctx: Reading, versionId: Id<"proposal_versions">): Promise<string[]> {
  const [choice] = await ctx.db
    .select({ lineIds: proposalChoices.lineIds })
    .from(proposalChoices)
    .where(eq(proposalChoices.versionId, versionId))
  return choice?.lineIds ?? []
}

const sameChoice = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((id) => other.includes(id))
