import { proposals } from "#db/schema/proposals"
import { command } from "~/platform/data/command.server"
import { transition } from "~/platform/data/transition.server"
import { appendEvidence } from "./evidence.server"
import { WithdrawProposalInput } from "./inputs.server"
import { heldUndecided, subjectOf } from "./subject.server"

/** Withdraws a proposal before anyone signed it: its links say so from now on. */
export const withdrawProposal = command({
  name: "withdraw-proposal",
  actors: ["staff", "system"],
  input: WithdrawProposalInput,
  async step(ctx, { proposalId }) {
    await heldUndecided(ctx, proposalId)
    const moves = ["sent → withdrawn", "draft → withdrawn"] as const
    const proposal = await transition(ctx, proposals, proposalId, moves, { decidedAt: ctx.now })
    await appendEvidence(ctx, proposalId, "withdrawn", { versionId: proposal.sentVersionId })
    ctx.record("proposal.withdrawn", subjectOf(proposal))
    return { proposalId }
  },
})
