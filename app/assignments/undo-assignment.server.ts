import { sql } from "drizzle-orm"
import { command } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { Conflict, NotFound } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import type { Assignable } from "./assignment"
import { type Back, giveBack } from "./give.server"
import { AssignmentIdInput } from "./inputs.server"

/** How long after an act it can be taken back, in milliseconds. */
const undoableFor = 60 * 60 * 1_000

/**
 * Gives every record back to the owner it had, by whoever gave them away, within an hour. What was changed since stays where it is,
 * and so does what belonged to somebody who has left.
 */
export const undoAssignment = command({
  name: "undo-assignment",
  actors: ["staff"],
  input: AssignmentIdInput,
  async step(ctx, { assignmentId }) {
    const told = await givenBy(ctx, assignmentId)
    if (told.length === 0) throw new NotFound("change of owner")
    const { of } = told[0]!
    const back = await giveBack(ctx, of, told)
    if (back.length === 0) throw new Conflict("All of these were changed since. Nothing was given back.")
    const kept = told.length - back.length
    ctx.record("assignment.undone", { assignmentId, of, count: back.length, kept })
    for (const { id, ownerId } of back)
      ctx.record("record.assigned", { assignmentId: null, of, recordId: id, ownerId }, { after: { ownerId } })
    return { of, count: back.length, kept }
  },
})

type Told = Back & { of: Assignable }

/**
 * What the caller's own act changed, as its events tell it. Each is looked up by its id: `offset 0` keeps the planner, which cannot
 * know how many records an act changed, from reading all that ever happened instead.
 */
async function givenBy({ db, caller, now }: Work<"staff">, assignmentId: Id<"assignments">): Promise<Told[]> {
  const { rows } = await db.execute<Told>(sql`
    select e.payload ->> 'of' as "of", e.payload ->> 'recordId' as id,
      d.before ->> 'ownerId' as was, d.before ->> 'status' as stood, (d.after ->> 'version')::int as version
    from event_subjects s
      cross join lateral (select * from events where id = s.event_id offset 0) e
      cross join lateral (select * from event_details where event_id = s.event_id offset 0) d
    where s.subject_id = ${assignmentId}::uuid and e.name = 'record.assigned' and e.actor_id = ${caller.personId}::uuid
      and e.occurred_at >= ${new Date(now.getTime() - undoableFor).toISOString()}::timestamptz`)
  return rows
}
