import { command } from "~/platform/data/command.server"
import { Conflict } from "~/platform/language/errors"
import { createLink as newLink } from "~/platform/security/links.server"
import { appendEvidence } from "./evidence.server"
import { CreateLinkInput } from "./inputs.server"
import { heldUndecided } from "./subject.server"

/** Makes a link to what was sent, to be passed on by hand. Nothing shows whose mailbox it reached, and signatures say so. */
export const createLink = command({
  name: "create-link",
  actors: ["staff", "system"],
  input: CreateLinkInput,
  async step(ctx, { proposalId }) {
    const { sentVersionId, contactId } = await heldUndecided(ctx, proposalId)
    if (!sentVersionId) throw new Conflict("Send the proposal first: a link leads to a version that was sent.")
    const target = { purpose: "proposal", objectId: proposalId, versionId: sentVersionId } as const
    const { linkId } = await newLink(ctx, { ...target, contactId, email: null, channel: "copied" })
    await appendEvidence(ctx, proposalId, "link created", {
      versionId: sentVersionId,
      linkId,
      channel: "copied",
      contactId,
    })
    ctx.record("link.created", { linkId, proposalId, contactId })
    return { linkId }
  },
})
