import { type Access, isWithin } from "~/permissions"
import { type Role, roleNames, roles } from "./role"

/** What a role allows, and what it hides of the records that its holder sees. */
export type RoleAccess = Access

/** What a built-in role allows; it hides nothing. */
export const builtInAccess = (role: Role): RoleAccess => ({ role, granted: null, hides: [] })

/**
 * Whether somebody may give a role to another: it allows nothing, and reaches nowhere, beyond what they hold themselves, and
 * shows nothing that is hidden from them. A guest reads everything, a manager their team's: no manager gives a guest's role, but
 * one of the organization's own that reads the team's they do.
 */
export const mayGrant = (giver: RoleAccess, role: RoleAccess): boolean =>
  isWithin(role, giver) && giver.hides.every((hidden) => role.hides.includes(hidden))

const listed = new Intl.ListFormat("en-GB", { type: "conjunction" })

/** Why a picker lacks built-in roles: those that see or do more than whoever picks, in a sentence; null when none does. */
export function rolesBeyond(giver: RoleAccess): string | null {
  const beyond = roles.filter((role) => !mayGrant(giver, builtInAccess(role))).map((role) => roleNames[role])
  if (beyond.length === 0) return null
  const see = beyond.length === 1 ? "sees or does" : "see or do"
  return `${listed.format(beyond)} ${see} more than your role: an owner gives ${beyond.length === 1 ? "it" : "them"}.`
}
