import { and, eq, isNull, sql } from "drizzle-orm"
import { invitations, members, teams } from "#db/schema/organizations"
import { command } from "~/platform/data/command.server"
import { Conflict } from "~/platform/language/errors"
import { TeamIdInput } from "./inputs.server"
import { getTeam } from "./team-queries.server"

/** Deletes a team in which nobody is and no team stands. */
export const deleteTeam = command({
  name: "delete-team",
  actors: ["staff"],
  input: TeamIdInput,
  async step(ctx, { teamId }) {
    const { name } = await getTeam(ctx, { teamId })
    await ctx.db.execute(sql`select from ${teams} where id = ${teamId} for update`)
    const inside = await ctx.db
      .select({ name: members.name })
      .from(members)
      .where(and(eq(members.teamId, teamId), eq(members.status, "active")))
      .limit(1)
    const below = await ctx.db
      .select({ name: teams.name })
      .from(teams)
      .where(and(eq(teams.parentId, teamId), isNull(teams.deletedAt)))
      .limit(1)
    const [someone] = [...inside, ...below]
    if (someone) throw new Conflict(`${someone.name} is still in this team. Move everybody elsewhere first.`)
    await ctx.db
      .update(invitations)
      .set({ teamId: null })
      .where(and(eq(invitations.teamId, teamId), isNull(invitations.acceptedAt), isNull(invitations.revokedAt)))
    await ctx.db
      .update(teams)
      .set({ deletedAt: ctx.now })
      .where(and(eq(teams.id, teamId), isNull(teams.deletedAt)))
    ctx.record("team.deleted", { teamId }, { before: { name } })
    return { teamId, name }
  },
})
