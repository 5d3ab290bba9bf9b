import { and, asc, eq, isNull } from "drizzle-orm"
import { z } from "zod"
import { members, teams } from "#db/schema/organizations"
import { query } from "~/platform/data/query.server"
import { NotFound } from "~/platform/language/errors"
import { TeamIdInput } from "./inputs.server"
import { inTree } from "./team-tree"

/** Every team from the top down, with who is in it, and the members of none. */
export const listTeams = query({
  name: "list-teams",
  permission: "teams.read",
  actors: ["staff"],
  input: z.object({}),
  async run(ctx) {
    const found = await ctx.db
      .select({ id: teams.id, name: teams.name, parentId: teams.parentId })
      .from(teams)
      .where(isNull(teams.deletedAt))
    const people = await ctx.db
      .select({ personId: members.personId, name: members.name, teamId: members.teamId })
      .from(members)
      .where(eq(members.status, "active"))
      .orderBy(asc(members.name))
    const inTeam = (id: string | null) => people.filter(({ teamId }) => teamId === id).map(({ name }) => name)
    return { teams: inTree(found).map((team) => ({ ...team, members: inTeam(team.id) })), without: inTeam(null) }
  },
})

/** A team and where it stands. */
export const getTeam = query({
  name: "get-team",
  permission: "teams.read",
  actors: ["staff"],
  input: TeamIdInput,
  async run(ctx, { teamId }) {
    const [team] = await ctx.db
      .select()
      .from(teams)
      .where(and(eq(teams.id, teamId), isNull(teams.deletedAt)))
    if (!team) throw new NotFound("team")
    return team
  },
})
