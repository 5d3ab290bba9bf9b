import { eq } from "drizzle-orm"
import { proposalLines, proposals } from "#db/schema/proposals"
import { command } from "~/platform/data/command.server"
import { edit } from "~/platform/data/versions.server"
import type { Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import type { Line } from "~/pricing/inputs.server"
import { ReviseProposalInput } from "./inputs.server"
import { heldUndecided, type ProposalRow, subjectOf } from "./subject.server"

const texts = ["title", "intro", "scope", "timeline", "terms", "depositPercent", "validUntilOn"] as const

/** Edits what a proposal says. What was sent before stays as it was; the changes go out as the next version. */
export const reviseProposal = command({
  name: "revise-proposal",
  actors: ["staff", "system"],
  input: ReviseProposalInput,
  async step(ctx, { proposalId, version, lines, ...set }) {
    const before = await heldUndecided(ctx, proposalId)
    const after = await edit(ctx, proposals, proposalId, version, { ...set, hasUnsentChanges: true })
    await replaceLines(ctx, proposalId, lines)
    ctx.record("proposal.revised", subjectOf(after), { before: pick(before), after: pick(after) })
    return { proposalId, version: after.version }
  },
})

const pick = (row: ProposalRow) => Object.fromEntries(texts.map((name) => [name, row[name]]))

async function replaceLines(ctx: Work, proposalId: Id<"proposals">, lines: readonly Line[]) {
  await ctx.db.delete(proposalLines).where(eq(proposalLines.proposalId, proposalId))
  const rows = lines.map((line, position) => ({ ...line, proposalId, position }))
  if (rows.length > 0) await ctx.db.insert(proposalLines).values(rows)
}
