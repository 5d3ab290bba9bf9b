import { proposals } from "#db/schema/proposals"
import { command } from "~/platform/data/command.server"
import { transition } from "~/platform/data/transition.server"
import { Conflict } from "~/platform/language/errors"
import { appendEvidence } from "./evidence.server"
import { heldVersion, whyClosed } from "./held-version.server"
import { DeclineProposalInput } from "./inputs.server"
import { markSeen } from "./mark-seen.server"
import { subjectOf } from "./subject.server"

/** The client declines, with a reason or without one. The same again changes nothing. */
export const declineProposal = command({
  name: "decline-proposal",
  actors: ["client"],
  input: DeclineProposalInput,
  async step(ctx, { reason }) {
    const held = await heldVersion(ctx)
    const { hold, proposal, version } = held
    if (proposal.status === "declined") return ctx.unchanged({ proposalId: proposal.id })
    const closed = whyClosed(held, ctx.now)
    if (closed) throw new Conflict(closed)
    await markSeen(ctx, held)
    await transition(ctx, proposals, proposal.id, "sent → declined", { decidedAt: ctx.now, declineReason: reason })
    await appendEvidence(ctx, proposal.id, "declined", { versionId: version.id, linkId: hold.linkId, reason })
    ctx.record("proposal.declined", { ...subjectOf(proposal), versionId: version.id, reason })
    return { proposalId: proposal.id }
  },
})
