import { type Access, type Permission, permissions, scopeOf } from "~/permissions"
import { type Hideable, type Role, scopes } from "./role"

/** What a role allows, and what it hides of the records that its holder sees. */
export type RoleAccess = Access & { readonly hides: readonly Hideable[] }

/** What a built-in role allows; it hides nothing. */
export const builtInAccess = (role: Role): RoleAccess => ({ role, granted: null, hides: [] })

const reach = (access: Access, permission: Permission) => {
  const scope = scopeOf(access, permission)
  return scope === null ? -1 : scopes.indexOf(scope)
}

/**
 * Whether somebody may give a role to another: it allows nothing, and reaches nowhere, beyond what they hold themselves, and
 * shows nothing that is hidden from them.
 */
export function mayGrant(giver: RoleAccess, role: RoleAccess): boolean {
  const isWithin = (permission: Permission) => reach(role, permission) <= reach(giver, permission)
  return (
    (Object.keys(permissions) as Permission[]).every(isWithin) &&
    giver.hides.every((hidden) => role.hides.includes(hidden))
  )
}
