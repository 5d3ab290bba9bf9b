import { isNull } from "drizzle-orm"
import { teams } from "#db/schema/organizations"
import { command } from "~/platform/data/command.server"
import { edit } from "~/platform/data/versions.server"
import { Invalid } from "~/platform/language/errors"
import { EditTeamInput } from "./inputs.server"
import { getTeam } from "./team-queries.server"
import { subtreeOf } from "./team-tree"

/** Renames a team or moves it with all that stands within it; never below itself. */
export const editTeam = command({
  name: "edit-team",
  actors: ["staff"],
  input: EditTeamInput,
  async step(ctx, { teamId, version, name, parentId }) {
    const before = await getTeam(ctx, { teamId })
    if (parentId) await getTeam(ctx, { teamId: parentId })
    const every = await ctx.db
      .select({ id: teams.id, name: teams.name, parentId: teams.parentId })
      .from(teams)
      .where(isNull(teams.deletedAt))
    if (parentId && subtreeOf(every, teamId).has(parentId))
      throw new Invalid("parentId", "A team cannot stand within itself")
    const after = await edit(ctx, teams, teamId, version, { name, parentId })
    ctx.record("team.edited", { teamId, parentId }, { before, after })
    return { teamId }
  },
})
