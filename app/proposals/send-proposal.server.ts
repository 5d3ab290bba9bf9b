import { proposals } from "#db/schema/proposals"
import { command } from "~/platform/data/command.server"
import { transition } from "~/platform/data/transition.server"
import { stale } from "~/platform/data/versions.server"
import type { Reading, Work } from "~/platform/data/work.server"
import { Invalid } from "~/platform/language/errors"
import { createLink, findLink, retireLinks } from "~/platform/security/links.server"
import { appendEvidence } from "./evidence.server"
import { type Freezable, freezable, obstaclesOf } from "./freeze.server"
import { SendProposalInput } from "./inputs.server"
import { passOnLinks } from "./pass-on-links.server"
import { queueProposalMail } from "./proposal-mail.server"
import { recipientOf } from "./recipient.server"
import { renderProposal } from "./render-proposal.server"
import { heldUndecided, type ProposalRow, subjectOf } from "./subject.server"
import { type FrozenVersion, freezeVersion, getVersion } from "./version.server"

/**
 * Sends a proposal to one recipient: freezes what it says now as the next version (or sends the same version again when
 * nothing changed), makes a link of the recipient's own, and mails it.
 */
export const sendProposal = command({
  name: "send-proposal",
  actors: ["staff", "system"],
  input: SendProposalInput,
  async step(ctx, { proposalId, version: seen, contactId, message }) {
    const proposal = await heldUndecided(ctx, proposalId)
    if (seen !== null && seen !== proposal.version) throw await stale(ctx, proposals, proposalId)
    const recipient = await recipientOf(ctx, proposal, contactId)
    const version = await versionToSend(ctx, proposal)
    const hadEarlier = (await findLink(ctx, { objectId: proposalId, contactId, channel: "mail" })) !== null
    const { linkId } = await createLink(ctx, {
      ...{ purpose: "proposal", objectId: proposalId, versionId: version.id },
      ...{ contactId, email: recipient.email, channel: "mail" },
    })
    await retireLinks(ctx, { objectId: proposalId, versionId: version.id, contactId, linkId })
    const isNewVersion = version.id !== proposal.sentVersionId
    if (isNewVersion) await passOnLinks(ctx, { proposalId, versionId: version.id, except: contactId })
    await transition(ctx, proposals, proposalId, ["draft → sent", "sent → sent"], {
      sentVersionId: version.id,
      sentVersion: version.number,
      sentAt: ctx.now,
      hasUnsentChanges: false,
    })
    await queueProposalMail(ctx, {
      proposal,
      version,
      linkId,
      recipient,
      message,
      replaces: isNewVersion && hadEarlier,
    })
    const { contentHash } = version
    const to = { contactId, name: recipient.name, email: recipient.email }
    await appendEvidence(ctx, proposalId, "sent", { versionId: version.id, contentHash, linkId, channel: "mail", to })
    if (isNewVersion)
      await ctx.enqueue({ command: renderProposal.definition, input: { versionId: version.id, signed: false } })
    const sent = { ...subjectOf(proposal), contactId, versionId: version.id, version: version.number, contentHash }
    ctx.record("proposal.sent", sent, { personal: { to: recipient.email } })
    return { proposalId, versionId: version.id, version: version.number, linkId }
  },
})

async function versionToSend(ctx: Work, proposal: ProposalRow): Promise<FrozenVersion> {
  if (proposal.sentVersionId && !proposal.hasUnsentChanges) {
    const version = await getVersion(ctx, proposal.sentVersionId)
    refuseObstacles(ctx, { content: version.content, mergeProblems: [] })
    return version
  }
  const ready = await freezable(ctx, proposal)
  refuseObstacles(ctx, ready)
  const version = await freezeVersion(ctx, proposal.id, ready.content)
  if (proposal.sentVersionId) {
    await appendEvidence(ctx, proposal.id, "replaced", { versionId: proposal.sentVersionId, by: version.id })
  }
  return version
}

function refuseObstacles(ctx: Reading, ready: Freezable) {
  const obstacles = obstaclesOf(ready, ctx.now)
  if (obstacles.length > 0) throw new Invalid("", obstacles.map(({ sentence }) => sentence).join(" "))
}
