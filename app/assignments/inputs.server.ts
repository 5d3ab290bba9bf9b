import { z } from "zod"
import { checkbox, id } from "~/platform/language/fields.server"
import { type Id, isId } from "~/platform/language/ids"
import { assignables, mostAtOnce, nobody } from "./assignment"

/** Ids as a form's boxes or an address give them: none, one or several; each once. */
const ids = z
  .preprocess(
    (given) => (given === undefined || given === "" ? [] : Array.isArray(given) ? given : [given]),
    z
      .array(z.string().refine(isId, "Choose records of the list"))
      .max(mostAtOnce, `Choose ${mostAtOnce} records at most`)
      .transform((all) => [...new Set(all)]),
  )
  .prefault([])

/** Which records of a kind are meant: those ticked, or all that a list shows when it is narrowed by what its address said. */
export const ChosenInput = z.object({
  of: z.enum(assignables),
  id: ids,
  all: checkbox(),
  filter: z.string().max(1_000).default(""),
})

/** Records and their new owner, or nobody; that nobody was chosen is said, so that nothing is given away by leaving it out. */
export const CreateAssignmentInput = ChosenInput.extend({
  ownerId: z.preprocess(
    (given) => (given === nobody ? null : given === undefined ? "" : given),
    z
      .string()
      .refine(isId, "Choose the new owner")
      .transform((personId) => personId as Id<"people">)
      .nullable(),
  ),
})

/** An act by which records changed hands. */
export const AssignmentIdInput = z.object({ assignmentId: id("assignments") })
