import { and, eq, isNotNull, isNull } from "drizzle-orm"
import { teams } from "#db/schema/organizations"
import { command } from "~/platform/data/command.server"
import { NotFound } from "~/platform/language/errors"
import { TeamIdInput } from "./inputs.server"

/** Brings a deleted team back; where the team it stood in is gone, it stands at the top. */
export const restoreTeam = command({
  name: "restore-team",
  actors: ["staff"],
  input: TeamIdInput,
  async step(ctx, { teamId }) {
    const [team] = await ctx.db
      .select()
      .from(teams)
      .where(and(eq(teams.id, teamId), isNotNull(teams.deletedAt)))
    if (!team) throw new NotFound("team")
    const [parent] = team.parentId
      ? await ctx.db
          .select({ id: teams.id })
          .from(teams)
          .where(and(eq(teams.id, team.parentId), isNull(teams.deletedAt)))
      : []
    await ctx.db
      .update(teams)
      .set({ deletedAt: null, parentId: parent?.id ?? null })
      .where(eq(teams.id, teamId))
    ctx.record("team.restored", { teamId })
    return { teamId, name: team.name }
  },
})
