import { eq } from "drizzle-orm"
import { members } from "#db/schema/organizations"
import { mayGrant } from "~/organizations/grants"
import { chosenRole } from "~/organizations/role-choices.server"
import { command } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { EditMemberInput } from "./inputs.server"
import { assertTeam } from "./invite-member.server"
import { lessen } from "./lessen.server"
import { heldMember } from "./member-record.server"
import { assertNotLastOwner } from "./owners.server"
import { accessOf, assertMayChange } from "./roles.server"

/**
 * Changes a member's role and team, from their next request on. Who may do less than before is signed out here everywhere, and
 * their open invitations to roles they could no longer give are taken back.
 */
export const editMember = command({
  name: "edit-member",
  actors: ["staff"],
  input: EditMemberInput,
  stepUp: true,
  async step(ctx, { memberId, role: choice, teamId }) {
    if (await isOwner(ctx, memberId)) await assertOwnerStays(ctx, memberId, choice)
    const before = await heldMember(ctx, memberId, "active")
    const had = await accessOf(ctx, before)
    assertMayChange(ctx, had, "members.edit")
    const { role, roleId } = await chosenRole(ctx, choice)
    if (teamId && teamId !== before.teamId) await assertTeam(ctx, teamId)
    const has = await accessOf(ctx, { role, roleId })
    if (before.role === role && before.roleId === roleId && before.teamId === teamId) return ctx.unchanged({ memberId })
    await ctx.db.update(members).set({ role, roleId, teamId }).where(eq(members.personId, memberId))
    if (!mayGrant(has, had)) await lessen(ctx, memberId, has)
    ctx.record(
      "member.edited",
      { memberId, role, teamId },
      {
        before: { role: had.name, roleId: before.roleId, teamId: before.teamId },
        after: { role: has.name, roleId, teamId },
      },
    )
    return { memberId }
  },
})

async function isOwner({ db }: Work, memberId: Id<"people">) {
  const [member] = await db.select({ role: members.role }).from(members).where(eq(members.personId, memberId))
  return member?.role === "owner"
}

async function assertOwnerStays(ctx: Work, memberId: Id<"people">, choice: string) {
  if (choice !== "owner") await assertNotLastOwner(ctx, memberId)
}
