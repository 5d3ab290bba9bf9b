import { boolean, primaryKey, text, unique } from "drizzle-orm/pg-core"
import { roles } from "../../app/organizations/role"
import { core, idOf, instant, recordTable, refers, tenantTable, writtenAt } from "../tenant"
import { ownRoles, refersToMember, teams } from "./organizations"

/** An OpenID Connect issuer that signs an organization's people in. `key` is its public address; the client's secret is sealed. */
export const identityProviders = recordTable(
  "identity_providers",
  {
    key: text("key").notNull(),
    name: text("name").notNull(),
    issuer: text("issuer").notNull(),
    clientId: text("client_id").notNull(),
    clientSecretSealed: text("client_secret_sealed"),
    /** The claim that lists a person's groups. */
    groupsClaim: text("groups_claim").notNull().default("groups"),
    /** What somebody becomes who belongs to no group with a role; null keeps them out. */
    role: text("role", { enum: roles }),
    roleId: idOf<"own_roles">("role_id"),
    teamId: idOf<"teams">("team_id"),
    isEnabled: boolean("is_enabled").notNull().default(true),
    /** Whether a second factor that the provider says was shown counts as one here. */
    countsFactor: boolean("counts_factor").notNull().default(false),
    ...core(),
  },
  (t) => [unique("identity_providers_key").on(t.key), refers(t, t.roleId, ownRoles), refers(t, t.teamId, teams)],
)

/** The role that a group at the identity provider has here. */
export const providerGroups = tenantTable(
  "provider_groups",
  {
    providerId: idOf<"identity_providers">("provider_id").notNull(),
    group: text("group").notNull(),
    role: text("role", { enum: roles }).notNull(),
    roleId: idOf<"own_roles">("role_id"),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.providerId, t.group] }),
    refers(t, t.providerId, identityProviders),
    refers(t, t.roleId, ownRoles),
  ],
)

/** Who a provider's subject is here: subjects never change, addresses do (OpenID Connect Core 5.7). */
export const providerSubjects = tenantTable(
  "provider_subjects",
  {
    providerId: idOf<"identity_providers">("provider_id").notNull(),
    subject: text("subject").notNull(),
    personId: idOf<"people">("person_id").notNull(),
    createdAt: writtenAt(),
    lastUsedAt: instant("last_used_at"),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.providerId, t.subject] }),
    refers(t, t.providerId, identityProviders),
    refersToMember(t, t.personId),
  ],
)
