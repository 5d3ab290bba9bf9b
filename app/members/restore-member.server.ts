import { eq } from "drizzle-orm"
import { members } from "#db/schema/organizations"
import { command } from "~/platform/data/command.server"
import { MemberIdInput } from "./inputs.server"
import { heldMember } from "./member-record.server"
import { accessOf, assertMayChange } from "./roles.server"

/** Lets somebody back in who was removed or had left, with the role and the team they had; their records stay where they are. */
export const restoreMember = command({
  name: "restore-member",
  actors: ["staff"],
  input: MemberIdInput,
  async step(ctx, { memberId }) {
    const member = await heldMember(ctx, memberId, "removed")
    assertMayChange(ctx, await accessOf(ctx, member), "members.restore")
    await ctx.db.update(members).set({ status: "active", removedAt: null }).where(eq(members.personId, memberId))
    ctx.record("member.restored", { memberId, role: member.role })
    return { memberId, name: member.name }
  },
})
