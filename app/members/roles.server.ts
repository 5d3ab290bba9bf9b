import { eq } from "drizzle-orm"
import { ownRoles } from "#db/schema/organizations"
import { grantedBy } from "~/organizations/granted.server"
import { builtInAccess, mayGrant, type RoleAccess } from "~/organizations/grants"
import { type Role, roleNames } from "~/organizations/role"
import type { Reading } from "~/platform/data/work.server"
import { Forbidden } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"

/** The role of a member or an invitation, as their row names it. */
type RoleColumns = { role: Role; roleId: Id<"own_roles"> | null }

/** What a form calls a role. */
export const choiceOf = ({ role, roleId }: RoleColumns): string => roleId ?? role

/** What a member or an invitation has by its row, and what the role is called. */
export async function accessOf(
  { db }: Pick<Reading, "db">,
  { role, roleId }: RoleColumns,
): Promise<RoleAccess & { name: string }> {
  if (roleId === null) return { ...builtInAccess(role), name: roleNames[role] }
  const [own] = await db
    .select({ name: ownRoles.name, hides: ownRoles.hides, granted: grantedBy("own_roles.id") })
    .from(ownRoles)
    .where(eq(ownRoles.id, roleId))
  return own ? { role, ...own } : { role, hides: [], granted: {}, name: roleNames[role] }
}

/** Refuses an act about somebody whose role may do more than the caller could give. */
export function assertMayChange({ caller }: Pick<Reading, "caller">, role: RoleAccess, permission: string) {
  if (caller.kind === "staff" && !mayGrant(caller, role))
    throw new Forbidden(permission, "Their role may do more than yours.")
}
