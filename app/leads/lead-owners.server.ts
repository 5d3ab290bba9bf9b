import { listMembers } from "~/organizations/organization-queries.server"
import { may } from "~/permissions"
import type { StaffContext } from "~/platform/data/contexts.server"
import type { Reading } from "~/platform/data/work.server"
import { Invalid } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"

/** The active members who may work on leads: those a lead can be given to. */
async function leadOwners(ctx: Reading | StaffContext) {
  const members = await listMembers(ctx, {})
  return members.filter((member) => may(member, "leads.edit"))
}

/** Whom a lead can be given to, as a select's options. */
export async function leadOwnerChoices(ctx: StaffContext) {
  const owners = await leadOwners(ctx)
  return owners.map(({ personId, name }) => ({ value: personId as string, label: name }))
}

/** Refuses an owner who has left or whose role does not work on leads. */
export async function assertMayOwn(ctx: Reading, ownerId: Id<"people">) {
  const owners = await leadOwners(ctx)
  if (!owners.some((owner) => owner.personId === ownerId)) throw new Invalid("ownerId", "Choose somebody from the list")
}
