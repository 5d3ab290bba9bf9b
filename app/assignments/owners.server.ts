import { listMembers } from "~/organizations/organization-queries.server"
import { may } from "~/permissions"
import type { Reading } from "~/platform/data/work.server"
import { Invalid } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { type Assignable, natures } from "./assignment"

/** The active members who may own records of a kind. */
export async function possibleOwners(ctx: Reading, of: Assignable) {
  const members = await listMembers(ctx, {})
  return members.filter((member) => natures[of].owning.some((permission) => may(member, permission)))
}

/**
 * The member who is to own records of a kind; refuses who has left, and whose role does not work on them. Null for nobody, where
 * records of the kind may be nobody's.
 */
export async function ownerToBe(ctx: Reading, of: Assignable, ownerId: Id<"people"> | null) {
  if (ownerId === null && natures[of].mayBeNobodys) return null
  const owner = (await possibleOwners(ctx, of)).find(({ personId }) => personId === ownerId)
  if (!owner) throw new Invalid("ownerId", "Choose somebody from the list")
  return owner
}
