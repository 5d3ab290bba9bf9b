import { and, eq, isNull } from "drizzle-orm"
import { members, teams } from "#db/schema/organizations"
import { command } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { MemberIdInput } from "./inputs.server"
import { heldMember } from "./member-record.server"
import { accessOf, assertMayChange } from "./roles.server"

/**
 * Lets somebody back in who was removed or had left, with the role they had, and the team if it is still there; their records stay
 * where they are.
 */
export const restoreMember = command({
  name: "restore-member",
  actors: ["staff"],
  input: MemberIdInput,
  async step(ctx, { memberId }) {
    const member = await heldMember(ctx, memberId, "removed")
    assertMayChange(ctx, await accessOf(ctx, member), "members.restore")
    const teamId = member.teamId && (await livingTeam(ctx, member.teamId))
    await ctx.db
      .update(members)
      .set({ status: "active", removedAt: null, teamId })
      .where(eq(members.personId, memberId))
    ctx.record("member.restored", { memberId, role: member.role })
    return { memberId, name: member.name }
  },
})

/** The team, held so that nobody deletes it meanwhile; null when it was deleted. */
async function livingTeam({ db }: Work, teamId: Id<"teams">): Promise<Id<"teams"> | null> {
  const [team] = await db
    .select({ id: teams.id })
    .from(teams)
    .where(and(eq(teams.id, teamId), isNull(teams.deletedAt)))
    .for("share")
  return team?.id ?? null
}
