import { and, eq, isNull } from "drizzle-orm"
import { invitations, members, ownRoles } from "#db/schema/organizations"
import { mayGrant, type RoleAccess } from "~/organizations/grants"
import type { Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { endSessionsHere } from "./end-sessions-here.server"
import { accessOf } from "./roles.server"

/** What follows for a member who may do less than before: they are signed out here, and what they offered beyond `has` is taken back. */
export async function lessen(ctx: Work, memberId: Id<"people">, has: RoleAccess) {
  await endSessionsHere(ctx, memberId)
  const open = and(eq(invitations.invitedById, memberId), isNull(invitations.acceptedAt), isNull(invitations.revokedAt))
  const sent = await ctx.db.select().from(invitations).where(open)
  for (const { id, ...offered } of sent) {
    if (mayGrant(has, await accessOf(ctx, offered))) continue
    await ctx.db.update(invitations).set({ revokedAt: ctx.now }).where(eq(invitations.id, id))
    ctx.record("invitation.revoked", { invitationId: id }, { personal: { email: offered.email } })
  }
}

/** The same for everybody who has a role of the organization's own, which allows less from now on. */
export async function lessenHolders(ctx: Work, roleId: Id<"own_roles">) {
  const [role] = await ctx.db.select({ base: ownRoles.base }).from(ownRoles).where(eq(ownRoles.id, roleId))
  if (!role) return
  const has = await accessOf(ctx, { role: role.base, roleId })
  const holders = await ctx.db.select({ memberId: members.personId }).from(members).where(eq(members.roleId, roleId))
  for (const { memberId } of holders) await lessen(ctx, memberId, has)
}
