import { eq } from "drizzle-orm"
import { invitations } from "#db/schema/organizations"
import type { Work } from "~/platform/data/work.server"
import { Conflict, NotFound } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { accessOf, assertMayChange } from "./roles.server"

/** An invitation that nobody has accepted or revoked, held for a change by somebody who could have given its role. */
export async function openInvitation(ctx: Work, invitationId: Id<"invitations">, permission: string) {
  const [invitation] = await ctx.db.select().from(invitations).where(eq(invitations.id, invitationId)).for("update")
  if (!invitation) throw new NotFound("invitation")
  if (invitation.acceptedAt) throw new Conflict("This invitation was accepted already.")
  if (invitation.revokedAt) throw new Conflict("This invitation was taken back already.")
  assertMayChange(ctx, await accessOf(ctx, invitation), permission)
  return invitation
}
