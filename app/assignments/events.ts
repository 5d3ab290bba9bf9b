import type { Id } from "~/platform/language/ids"
import type { Assignable } from "./assignment"

/** What happens when records change hands, many at once. Each record has its own event, which names the act it belongs to. */
export type AssignmentEvents = {
  "assignment.created": { assignmentId: Id<"assignments">; of: Assignable; ownerId: Id<"people"> | null; count: number }
  "assignment.undone": { assignmentId: Id<"assignments">; of: Assignable; count: number; kept: number }
  /** `assignmentId` is null where the act was taken back. */
  "record.assigned": {
    assignmentId: Id<"assignments"> | null
    of: Assignable
    recordId: string
    ownerId: Id<"people"> | null
  }
}
