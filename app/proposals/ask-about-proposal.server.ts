import { command } from "~/platform/data/command.server"
import { heldVersion } from "./held-version.server"
import { AskAboutProposalInput } from "./inputs.server"
import { markSeen } from "./mark-seen.server"
import { subjectOf } from "./subject.server"

/** The client asks something about the proposal; whoever looks after it is told. */
export const askAboutProposal = command({
  name: "ask-about-proposal",
  actors: ["client"],
  input: AskAboutProposalInput,
  async step(ctx, { question }) {
    const held = await heldVersion(ctx)
    await markSeen(ctx, held)
    ctx.record("proposal.asked", { ...subjectOf(held.proposal), question })
    return { proposalId: held.proposal.id }
  },
})
