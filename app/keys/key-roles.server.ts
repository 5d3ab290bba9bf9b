import { asc, isNull } from "drizzle-orm"
import { ownRoles } from "#db/schema/organizations"
import { grantedBy } from "~/organizations/granted.server"
import { type Hideable, type Role, roleNames, roles } from "~/organizations/role"
import { type Access, isWithin } from "~/permissions"
import type { Reading } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"

/** A role that a key may have, as a form names it. */
export type KeyRole = Access & {
  value: string
  name: string
  roleId: Id<"own_roles"> | null
  hides: readonly Hideable[]
}

const builtInRole = (role: Role): KeyRole => ({
  ...{ value: role, name: roleNames[role], role, roleId: null, granted: null, hides: [] },
})

/** The roles within what the caller may do: nobody gives a program more than they have, or shows it what is hidden from them. */
export async function rolesForKeys({ db, caller }: Reading): Promise<KeyRole[]> {
  const own = await db
    .select({
      roleId: ownRoles.id,
      name: ownRoles.name,
      role: ownRoles.base,
      hides: ownRoles.hides,
      granted: grantedBy("own_roles.id"),
    })
    .from(ownRoles)
    .where(isNull(ownRoles.deletedAt))
    .orderBy(asc(ownRoles.name))
  const all = [...roles.map(builtInRole), ...own.map((role) => ({ ...role, value: role.roleId }))]
  if (caller.kind !== "staff") return all
  return all.filter((role) => isWithin(role, caller) && caller.hides.every((hidden) => role.hides.includes(hidden)))
}
