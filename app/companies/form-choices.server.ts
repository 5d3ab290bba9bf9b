import { listMembers } from "~/organizations/organization-queries.server"
import type { StaffContext } from "~/platform/data/contexts.server"
import { currencies } from "~/platform/language/money"

/** Who may own a record, as a select's options. */
export async function ownerChoices(ctx: StaffContext) {
  const members = await listMembers(ctx, {})
  return members.map(({ personId, name }) => ({ value: personId as string, label: name }))
}

/** Every currency money can be in, as a select's options. */
export const currencyChoices = () =>
  Object.entries(currencies).map(([code, name]) => ({ value: code, label: `${code} – ${name}` }))
