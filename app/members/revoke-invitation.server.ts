import { eq } from "drizzle-orm"
import { invitations } from "#db/schema/organizations"
import { command } from "~/platform/data/command.server"
import { InvitationIdInput } from "./inputs.server"
import { openInvitation } from "./open-invitation.server"

/** Takes an invitation back: its link opens nothing any more. */
export const revokeInvitation = command({
  name: "revoke-invitation",
  actors: ["staff"],
  input: InvitationIdInput,
  async step(ctx, { invitationId }) {
    const { email } = await openInvitation(ctx, invitationId, "invitations.revoke")
    await ctx.db.update(invitations).set({ revokedAt: ctx.now }).where(eq(invitations.id, invitationId))
    ctx.record("invitation.revoked", { invitationId }, { personal: { email } })
    return { invitationId, email }
  },
})
