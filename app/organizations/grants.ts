import { type Access, isWithin } from "~/permissions"
import type { Role } from "./role"

/** What a role allows, and what it hides of the records that its holder sees. */
export type RoleAccess = Access

/** What a built-in role allows; it hides nothing. */
export const builtInAccess = (role: Role): RoleAccess => ({ role, granted: null, hides: [] })

/**
 * Whether somebody may give a role to another: it allows nothing, and reaches nowhere, beyond what they hold themselves, and
 * shows nothing that is hidden from them.
 */
export const mayGrant = (giver: RoleAccess, role: RoleAccess): boolean =>
  isWithin(role, giver) && giver.hides.every((hidden) => role.hides.includes(hidden))
