import { sql } from "drizzle-orm"
import { command } from "~/platform/data/command.server"
import { Forbidden, NotFound } from "~/platform/language/errors"
import { newId } from "~/platform/language/ids"
import { mostAtOnce, natures } from "./assignment"
import { countChosen } from "./assignment-queries.server"
import { giveTo } from "./give.server"
import { CreateAssignmentInput } from "./inputs.server"
import { changeable, chosenRecords } from "./matching.server"
import { ownerToBe } from "./owners.server"

/**
 * Gives many records of a kind to a member at once, or to nobody where they may have no owner: those chosen that the caller may change, up to a limit, and no others. Each has
 * its own event with the owner it had, so that the act can be taken back.
 */
export const createAssignment = command({
  name: "create-assignment",
  actors: ["staff"],
  input: CreateAssignmentInput,
  async step(ctx, { ownerId, ...chosen }) {
    const { of } = chosen
    const { may, not } = await countChosen(ctx, chosen)
    if (may + not === 0) throw new NotFound(natures[of].one)
    if (may === 0)
      throw new Forbidden(natures[of].changing, `You may not change the owner of these ${natures[of].many}.`)
    const owner = await ownerToBe(ctx, of, ownerId)
    const which = sql`${await chosenRecords(ctx, chosen)} and ${changeable(ctx, of)}`
    const given = await giveTo(ctx, of, which, ownerId)
    const assignmentId = newId<"assignments">()
    const hasMore = may > mostAtOnce && given.length === mostAtOnce
    const had = hasMore ? 0 : Math.min(may, mostAtOnce) - given.length
    const result = { assignmentId, ownerName: owner?.name ?? null, count: given.length, had, not, hasMore }
    if (given.length === 0) return ctx.unchanged(result)
    ctx.record("assignment.created", { assignmentId, of, ownerId, count: given.length })
    for (const { id, was, stood, version } of given)
      ctx.record(
        "record.assigned",
        { assignmentId, of, recordId: id, ownerId },
        { before: { ownerId: was, ...(stood && { status: stood }) }, after: { ownerId, version } },
      )
    return result
  },
})
