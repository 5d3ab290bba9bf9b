import { type Role, roles } from "~/organizations/role"

/** Why somebody was not let in by an identity provider, each with what they are told. */
export const refusals = {
  ceremony:
    "This signing in was begun in another browser, took longer than ten minutes, or was used already. Begin again.",
  disabled: "Signing in this way is switched off at the moment.",
  issuer: "The identity provider cannot be asked.",
  answer: "The identity provider's answer cannot be taken.",
  unverified:
    "The identity provider does not vouch for your e-mail address. Ask whoever looks after it to confirm the address there.",
  removed: "You are no longer a member of this organization. An owner can bring you back.",
  closed: "This account is closed.",
  "no-role": "None of your groups has a role here. Ask an owner of the organization to let you in.",
  "super-admin": "Whoever looks after the installation signs in with their own password.",
  elsewhere: "This account at the identity provider belongs to another person here. Ask an owner of the organization.",
} as const

export type Refusal = keyof typeof refusals

/** How long somebody may take at the provider's page. */
export const ceremonyMinutes = 10

/** A role as an organization gives it: a built-in one, or one of its own with the built-in one it is made from. */
export type GivenRole<RoleId extends string = string> = { role: Role; roleId: RoleId | null }

/** A group at the provider and the role that its members have here. */
export type GroupRole<RoleId extends string = string> = GivenRole<RoleId> & { group: string }

/** The role that somebody's groups give them: of several, the ablest. Null when none of them has one; owner is never given. */
export function roleOf<RoleId extends string>(
  groups: readonly string[],
  mapping: readonly GroupRole<RoleId>[],
): GivenRole<RoleId> | null {
  const theirs = mapping.filter(({ group, role }) => role !== "owner" && groups.includes(group))
  const [ablest] = theirs.sort((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role))
  return ablest ? { role: ablest.role, roleId: ablest.roleId } : null
}

/**
 * The role that a member has after signing in. An owner stays one, and nobody becomes one. Where groups have roles, the provider
 * governs: a group's role, else the one for whoever has none, else nobody gets in (null). Where none has, roles are governed here,
 * and the provider only gives a newcomer their first.
 */
export function roleAfter<RoleId extends string>(
  member: GivenRole<RoleId> | null,
  groups: readonly string[],
  mapping: readonly GroupRole<RoleId>[],
  fallback: GivenRole<RoleId> | null,
): GivenRole<RoleId> | null {
  if (member?.role === "owner") return member
  if (member && mapping.length === 0) return member
  return roleOf(groups, mapping) ?? fallback
}
