import { eq } from "drizzle-orm"
import { invitations } from "#db/schema/organizations"
import { command } from "~/platform/data/command.server"
import { InvitationIdInput } from "./inputs.server"
import { freshToken, runsOut } from "./invitation-token.server"
import { mailInvitation } from "./mail-invitation.server"
import { openInvitation } from "./open-invitation.server"

/** Sends an open invitation again with a new link for another seven days; the link before works no longer. */
export const sendInvitation = command({
  name: "send-invitation",
  actors: ["staff"],
  input: InvitationIdInput,
  async step(ctx, { invitationId }) {
    const { email } = await openInvitation(ctx, invitationId, "invitations.send")
    const { tokenHash, tokenSealed } = freshToken(ctx.caller.organizationId, invitationId)
    const renewed = { tokenHash, tokenSealed, expiresAt: runsOut(ctx.now), mailedAt: null }
    await ctx.db.update(invitations).set(renewed).where(eq(invitations.id, invitationId))
    ctx.record("invitation.sent", { invitationId }, { personal: { email } })
    await ctx.enqueue({ command: mailInvitation.definition, input: { invitationId }, key: `mail ${invitationId}` })
    return { invitationId, email }
  },
})
