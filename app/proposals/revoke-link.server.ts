import { eq } from "drizzle-orm"
import { links } from "#db/schema/proposals"
import { command } from "~/platform/data/command.server"
import { NotFound } from "~/platform/language/errors"
import { appendEvidence } from "./evidence.server"
import { LinkIdInput } from "./inputs.server"
import { recordOfLink } from "./link-record.server"
import { heldProposal } from "./subject.server"

/** Takes a client's link back at once and for good: whoever has it finds the page of links that do not work. */
export const revokeLink = command({
  name: "revoke-link",
  actors: ["staff", "system"],
  input: LinkIdInput,
  async step(ctx, { linkId }) {
    const [link] = await ctx.db.select().from(links).where(eq(links.id, linkId)).for("update")
    if (!link) throw new NotFound("link")
    const { about } = await recordOfLink(ctx, link)
    if (link.revokedAt) return ctx.unchanged({ linkId })
    await ctx.db.update(links).set({ revokedAt: ctx.now }).where(eq(links.id, linkId))
    if (about.proposalId) {
      await heldProposal(ctx, about.proposalId)
      await appendEvidence(ctx, about.proposalId, "link revoked", { linkId })
    }
    ctx.record("link.revoked", { linkId, ...about, contactId: link.contactId })
    return { linkId }
  },
})
