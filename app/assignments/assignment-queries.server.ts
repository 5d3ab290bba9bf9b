import { sql } from "drizzle-orm"
import { owned } from "~/members/hand-over.server"
import { query } from "~/platform/data/query.server"
import type { Reading } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import { mostAtOnce, natures } from "./assignment"
import { ChosenInput } from "./inputs.server"
import { type Chosen, changeable, chosenRecords } from "./matching.server"
import { possibleOwners } from "./owners.server"

/** How many of the chosen records the caller may give to another owner and how many not; counted to one more than change at once. */
export async function countChosen(ctx: Reading, chosen: Chosen) {
  const records = await chosenRecords(ctx, chosen)
  const may = changeable(ctx, chosen.of)
  const upTo = (which: typeof may) =>
    sql`(select count(*)::int from (select from ${owned[chosen.of]} where ${records} and ${which} limit ${mostAtOnce + 1}) as counted)`
  const { rows } = await ctx.db.execute<{ may: number; not: number }>(
    sql`select ${upTo(may)} as may, ${upTo(sql`not (${may})`)} as not`,
  )
  return rows[0]!
}

/** Before records change hands: how many of those chosen may be changed, how many not, and who may own them. */
export const countAssignable = query({
  name: "count-assignable",
  permission: "assignments.create",
  actors: ["staff"],
  input: ChosenInput,
  async run(ctx, chosen) {
    const { may, not } = await countChosen(ctx, chosen)
    if (!chosen.all && may + not === 0) throw new NotFound(natures[chosen.of].one)
    const owners = await possibleOwners(ctx, chosen.of)
    return { may, not, owners: owners.map(({ personId, name }) => ({ personId, name })) }
  },
})
