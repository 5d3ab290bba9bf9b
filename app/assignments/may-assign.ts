import { type Access, may } from "~/permissions"
import { type Assignable, natures } from "./assignment"

/** Whether somebody may give records of a kind to other owners at all, for offering it on the list. */
export const mayAssign = (access: Access, of: Assignable) =>
  may(access, "assignments.create") && may(access, natures[of].changing)
