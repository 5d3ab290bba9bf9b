import { and, asc, count, desc, eq, isNull, max } from "drizzle-orm"
import { z } from "zod"
import { members, organizations, ownRoles, teams } from "#db/schema/organizations"
import { identityProviders, providerGroups, providerSubjects } from "#db/schema/sign-on"
import { isBoundHere } from "~/identity/own-account.server"
import { type Role, roleNames, roles } from "~/organizations/role"
import { query } from "~/platform/data/query.server"
import { NotFound } from "~/platform/language/errors"
import { IdentityProviderInput } from "./inputs.server"

const living = isNull(identityProviders.deletedAt)

/** The organization's identity providers by name, each with how many it signs in and when it last did. */
export const listIdentityProviders = query({
  name: "list-identity-providers",
  permission: "identity-providers.read",
  actors: ["staff"],
  input: z.object({}),
  run: (ctx) =>
    ctx.db
      .select({
        providerId: identityProviders.id,
        key: identityProviders.key,
        name: identityProviders.name,
        issuer: identityProviders.issuer,
        isEnabled: identityProviders.isEnabled,
        people: count(providerSubjects.subject),
        lastUsedAt: max(providerSubjects.lastUsedAt),
      })
      .from(identityProviders)
      .leftJoin(providerSubjects, eq(providerSubjects.providerId, identityProviders.id))
      .where(living)
      .groupBy(identityProviders.organizationId, identityProviders.id)
      .orderBy(asc(identityProviders.name), asc(identityProviders.id)),
})

/** An identity provider with the roles of its groups. Its client's secret stays where it is; whether there is one is said. */
export const getIdentityProvider = query({
  name: "get-identity-provider",
  permission: "identity-providers.read",
  actors: ["staff"],
  input: IdentityProviderInput,
  async run(ctx, { providerId }) {
    const [found] = await ctx.db
      .select()
      .from(identityProviders)
      .where(and(eq(identityProviders.id, providerId), living))
    if (!found) throw new NotFound("identity provider")
    const groups = await ctx.db
      .select({ group: providerGroups.group, role: providerGroups.role, roleId: providerGroups.roleId })
      .from(providerGroups)
      .where(eq(providerGroups.providerId, providerId))
      .orderBy(asc(providerGroups.group))
    const { organizationId: _, id, clientSecretSealed, customFields: _none, deletedAt: _never, ...shown } = found
    return { providerId: id, ...shown, hasSecret: clientSecretSealed !== null, groups }
  },
})

/** Whom an identity provider signs in, the latest first; at most two hundred. */
export const listProvidedPeople = query({
  name: "list-provided-people",
  permission: "identity-providers.read",
  actors: ["staff"],
  input: IdentityProviderInput,
  async run(ctx, { providerId }) {
    await getIdentityProvider(ctx, { providerId })
    return ctx.db
      .select({ memberId: members.personId, name: members.name, lastUsedAt: providerSubjects.lastUsedAt })
      .from(providerSubjects)
      .innerJoin(members, eq(members.personId, providerSubjects.personId))
      .where(eq(providerSubjects.providerId, providerId))
      .orderBy(desc(providerSubjects.lastUsedAt), asc(members.name))
      .limit(200)
  },
})

/** The providers by which the member who asks proves anew who they are: those that sign them in, if one opened this session. */
export const listOwnProviders = query({
  name: "list-own-providers",
  permission: "sessions.read",
  actors: ["staff"],
  input: z.object({}),
  async run(ctx) {
    if (!(await isBoundHere(ctx))) return []
    const theirs = and(
      eq(identityProviders.isEnabled, true),
      eq(providerSubjects.personId, ctx.caller.personId),
      living,
    )
    return ctx.db
      .select({ key: identityProviders.key, name: identityProviders.name })
      .from(providerSubjects)
      .innerJoin(identityProviders, eq(identityProviders.id, providerSubjects.providerId))
      .where(theirs)
      .orderBy(asc(identityProviders.name), asc(identityProviders.id))
  },
})

const builtIn = roles.filter((role): role is Exclude<Role, "owner"> => role !== "owner")

/** What a provider's form offers: the roles that it may give, and the teams. */
export const listProviderChoices = query({
  name: "list-provider-choices",
  permission: "identity-providers.read",
  actors: ["staff"],
  input: z.object({}),
  async run(ctx) {
    const own = await ctx.db
      .select({ value: ownRoles.id, label: ownRoles.name })
      .from(ownRoles)
      .where(isNull(ownRoles.deletedAt))
      .orderBy(asc(ownRoles.name))
    const inTeams = await ctx.db
      .select({ value: teams.id, label: teams.name })
      .from(teams)
      .where(isNull(teams.deletedAt))
      .orderBy(asc(teams.name))
    return {
      roles: [...builtIn.map((role) => ({ value: role as string, label: roleNames[role] })), ...own],
      teams: inTeams,
    }
  },
})

/** What the page of an organization's way in says: whose it is, and what the provider is called. */
export const getSignOn = query({
  name: "get-sign-on",
  permission: "identity-providers.read",
  actors: ["system"],
  input: IdentityProviderInput,
  async run(ctx, { providerId }) {
    const [provider] = await ctx.db
      .select({ name: identityProviders.name })
      .from(identityProviders)
      .where(and(eq(identityProviders.id, providerId), eq(identityProviders.isEnabled, true), living))
    const [organization] = await ctx.db.select({ name: organizations.name }).from(organizations)
    if (!provider || !organization) throw new NotFound("way in")
    return { provider: provider.name, organization: organization.name }
  },
})
