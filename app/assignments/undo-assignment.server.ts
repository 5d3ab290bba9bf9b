import { and, eq, gte, sql } from "drizzle-orm"
import { eventDetails, eventSubjects, events } from "#db/schema/events"
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

/** What the caller's own act changed, as its events tell it. */
function givenBy(
  { db, caller, now }: Work<"staff">,
  assignmentId: Id<"assignments">,
): Promise<(Back & { of: Assignable })[]> {
  return db
    .select({
      of: sql<Assignable>`${events.payload} ->> 'of'`,
      id: sql<string>`${events.payload} ->> 'recordId'`,
      was: sql<string | null>`${eventDetails.before} ->> 'ownerId'`,
      stood: sql<string | null>`${eventDetails.before} ->> 'status'`,
      version: sql<number>`(${eventDetails.after} ->> 'version')::int`,
    })
    .from(eventSubjects)
    .innerJoin(events, eq(events.id, eventSubjects.eventId))
    .innerJoin(eventDetails, eq(eventDetails.eventId, eventSubjects.eventId))
    .where(
      and(
        eq(eventSubjects.subjectId, assignmentId),
        eq(events.name, "record.assigned"),
        eq(events.actorId, caller.personId),
        gte(events.occurredAt, new Date(now.getTime() - undoableFor)),
      ),
    )
}
