import { teams } from "#db/schema/organizations"
import { command } from "~/platform/data/command.server"
import { newId } from "~/platform/language/ids"
import { CreateTeamInput } from "./inputs.server"
import { getTeam } from "./team-queries.server"

/** Makes a team, on its own or within another; whoever manages that one sees what its members own. */
export const createTeam = command({
  name: "create-team",
  actors: ["staff"],
  input: CreateTeamInput,
  async step(ctx, { name, parentId }) {
    if (parentId) await getTeam(ctx, { teamId: parentId })
    const teamId = newId<"teams">()
    await ctx.db.insert(teams).values({ id: teamId, name, parentId })
    ctx.record("team.created", { teamId, parentId }, { after: { name } })
    return { teamId }
  },
})
