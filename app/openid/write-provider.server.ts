import { and, eq, inArray, isNull } from "drizzle-orm"
import { ownRoles, teams } from "#db/schema/organizations"
import { sessions } from "#db/schema/people"
import { identityProviders, providerGroups } from "#db/schema/sign-on"
import type { Role } from "~/organizations/role"
import type { Work } from "~/platform/data/work.server"
import { Invalid } from "~/platform/language/errors"
import { type Id, isId } from "~/platform/language/ids"
import { outgoingPolicy, urlTrouble } from "~/platform/security/outgoing.server"
import type { RoleChoice } from "./inputs.server"
import { organizationOf } from "./provider-secret.server"
import type { GivenRole, GroupRole } from "./sign-on"

type Given = GivenRole<Id<"own_roles">>
type Choices = { role: RoleChoice | null; groups: readonly { group: string; role: RoleChoice }[] }

/** The roles that were chosen, each own one with the built-in one it is made from. */
export async function chosenRoles(ctx: Work, { role, groups }: Choices) {
  const asked = [...new Set([...(role === null ? [] : [role]), ...groups.map((row) => row.role)])].filter(isId)
  const own = await ctx.db
    .select({ id: ownRoles.id, base: ownRoles.base })
    .from(ownRoles)
    .where(and(inArray(ownRoles.id, asked as Id<"own_roles">[]), isNull(ownRoles.deletedAt)))
  const given = (choice: RoleChoice, field: string): Given => {
    if (!isId(choice)) return { role: choice as Role, roleId: null }
    const found = own.find(({ id }) => id === choice)
    if (!found) throw new Invalid(field, "Choose a role from the list")
    return { role: found.base, roleId: found.id }
  }
  return {
    fallback: role === null ? { role: null, roleId: null } : given(role, "role"),
    groups: groups.map((row, at) => ({ group: row.group, ...given(row.role, `groups[${at}].role`) })),
  }
}

/** Puts a provider's groups in the place of those that it had. */
export async function writeGroups(
  ctx: Work,
  providerId: Id<"identity_providers">,
  groups: readonly GroupRole<Id<"own_roles">>[],
) {
  await ctx.db.delete(providerGroups).where(eq(providerGroups.providerId, providerId))
  if (groups.length === 0) return
  await ctx.db.insert(providerGroups).values(groups.map((row) => ({ providerId, ...row })))
}

/** Refuses what is known to be wrong before anything is asked: an address that may not be asked, a team that is none, a key that is taken. */
export async function refuseWrong(
  ctx: Work,
  { issuer, key, teamId }: { issuer: string; key: string; teamId: Id<"teams"> | null },
  mine: { key: string } | null,
) {
  const trouble = urlTrouble(new URL(issuer), outgoingPolicy())
  if (trouble === "private" || trouble === "port")
    throw new Invalid(
      "issuer",
      "Whoever runs this installation allows no private addresses and no other ports than 443",
    )
  if (trouble) throw new Invalid("issuer", "The address must begin with https://")
  if (teamId !== null) {
    const [team] = await ctx.db
      .select({ id: teams.id })
      .from(teams)
      .where(and(eq(teams.id, teamId), isNull(teams.deletedAt)))
    if (!team) throw new Invalid("teamId", "Choose one from the list")
  }
  if (mine?.key !== key && (await isTaken(ctx, key)))
    throw new Invalid("key", "Another provider of yours has this key already")
}

async function isTaken(ctx: Work, key: string) {
  const [other] = await ctx.db
    .select({ id: identityProviders.id })
    .from(identityProviders)
    .where(eq(identityProviders.key, key))
  return other !== undefined
}

/** Whoever came in by an identity provider is asked to come in anew; or one of them alone. */
export async function endProvidedSessions(ctx: Work, personId?: Id<"people">) {
  await ctx.db
    .update(sessions)
    .set({ revokedAt: ctx.now })
    .where(
      and(
        eq(sessions.organizationId, organizationOf(ctx.caller)),
        eq(sessions.isBoundToOrganization, true),
        isNull(sessions.revokedAt),
        personId && eq(sessions.personId, personId),
      ),
    )
}
