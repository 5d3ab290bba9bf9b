import { sql } from "drizzle-orm"
import {
  type AnyPgColumn,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgPolicy,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core"
import { hideables, roles, scopes } from "../../app/organizations/role"
import type { Id } from "../../app/platform/language/ids"
import { core, exact, idOf, instant, recordTable, refers, tenantTable, writtenAt } from "../tenant"
import { bytes, people } from "./people"

const itself = sql`id = (select app.current_organization())`

/** An agency: its name, legal identity, money, clock and the defaults of its documents. The wall is built on its id. */
export const organizations = pgTable(
  "organizations",
  {
    id: uuid("id").$type<Id<"organizations">>().primaryKey().default(sql`app.current_organization()`),
    name: text("name").notNull(),
    legalName: text("legal_name").notNull(),
    country: text("country").notNull(),
    currency: text("currency").notNull(),
    timeZone: text("time_zone").notNull(),
    locale: text("locale").notNull().default("en-GB"),
    line1: text("line1"),
    line2: text("line2"),
    postalCode: text("postal_code"),
    city: text("city"),
    region: text("region"),
    email: text("email"),
    phone: text("phone"),
    website: text("website"),
    vatId: text("vat_id"),
    registrationNo: text("registration_no"),
    bankName: text("bank_name"),
    iban: text("iban"),
    bic: text("bic"),
    taxRate: exact("tax_rate").notNull(),
    secondTaxRate: exact("second_tax_rate"),
    pricesIncludeTax: boolean("prices_include_tax").notNull().default(false),
    isSmallBusiness: boolean("is_small_business").notNull().default(false),
    smallBusinessNote: text("small_business_note"),
    paymentTermsDays: integer("payment_terms_days").notNull().default(14),
    depositPercent: exact("deposit_percent").notNull().default("30"),
    /** Whether clients may pay less than the whole of what is owed on their page. */
    allowsPartialPayments: boolean("allows_partial_payments").notNull().default(false),
    proposalTemplate: jsonb("proposal_template").$type<ProposalTemplate>().notNull(),
    /** The stored file of the logo and its type; the colour of the agency's pages as #rrggbb. */
    logoFile: text("logo_file"),
    logoType: text("logo_type"),
    colour: text("colour"),
    /** Roles, built-in or own (by id), whose members must show a second factor. */
    factorRoles: text("factor_roles").array().notNull().default([]),
    /** Steps of the first half hour that were skipped; what was done shows from the records themselves. */
    skippedSteps: text("skipped_steps").array().notNull().default([]),
    isDemo: boolean("is_demo").notNull().default(false),
    /** How the numbers of new series are written, such as `INV-{YYYY}-{####}`; null is as the product has it. */
    invoicePattern: text("invoice_pattern"),
    creditNotePattern: text("credit_note_pattern"),
    stripeSealed: text("stripe_sealed"),
    stripeKey: text("stripe_key").unique(),
    ...core(),
  },
  () => [
    check("organizations_small_business_says_why", sql`not is_small_business or small_business_note is not null`),
    pgPolicy("organization", { for: "all", using: itself, withCheck: itself }),
  ],
)

/** The default texts of a proposal, Markdown with merge fields such as `{{client.name}}`. */
export type ProposalTemplate = { intro: string; scope: string; timeline: string; terms: string }

/** People who work together; a manager sees what their team owns. */
export const teams = recordTable(
  "teams",
  { name: text("name").notNull(), parentId: idOf<"teams">("parent_id"), ...core() },
  (t) => [foreignKey({ columns: [t.organizationId, t.parentId], foreignColumns: [t.organizationId, t.id] })],
)

/** A role that an organization made itself, copied from a built-in one: `base` says which, and still gives its sessions' length. */
export const ownRoles = recordTable(
  "own_roles",
  {
    name: text("name").notNull(),
    description: text("description"),
    base: text("base", { enum: roles }).notNull(),
    /** What stays hidden of the records that the role sees. */
    hides: text("hides", { enum: hideables }).array().notNull().default([]),
    ...core(),
  },
  (t) => [
    uniqueIndex("own_roles_name").on(t.organizationId, sql`lower(name)`).where(sql`deleted_at is null`),
    check("own_roles_are_no_owners", sql`base <> 'owner'`),
  ],
)

/** What an own role may do and how far; a permission without a row is not given. */
export const ownRolePermissions = tenantTable(
  "own_role_permissions",
  {
    roleId: idOf<"own_roles">("role_id").notNull(),
    permission: text("permission").notNull(),
    scope: text("scope", { enum: scopes }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.organizationId, t.roleId, t.permission] }), refers(t, t.roleId, ownRoles)],
)

/** A person's belonging to an organization: their name there, their role and their team. */
export const members = tenantTable(
  "members",
  {
    personId: uuid("person_id")
      .$type<Id<"people">>()
      .notNull()
      .references(() => people.id),
    name: text("name").notNull(),
    email: text("email").notNull(),
    /** The built-in role, or the base of the own role beside it. */
    role: text("role", { enum: roles }).notNull(),
    roleId: idOf<"own_roles">("role_id"),
    teamId: idOf<"teams">("team_id"),
    status: text("status", { enum: ["active", "removed"] })
      .notNull()
      .default("active"),
    createdAt: writtenAt(),
    removedAt: instant("removed_at"),
    /** The member's own clock and the hours in which nothing is mailed, such as 22:00 to 07:00. */
    timeZone: text("time_zone"),
    quietFrom: text("quiet_from"),
    quietUntil: text("quiet_until"),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.personId] }),
    /** The address is the person's: a new one is theirs in every organization at once. */
    foreignKey({ columns: [t.personId, t.email], foreignColumns: [people.id, people.email] }).onUpdate("cascade"),
    refers(t, t.teamId, teams),
    refers(t, t.roleId, ownRoles),
    index("members_by_team").on(t.organizationId, t.teamId),
    index("members_person").on(t.personId),
  ],
)

/** A reference of a tenant row to a member: the person's membership in the same organization. */
export const refersToMember = (t: { organizationId: AnyPgColumn }, column: AnyPgColumn) =>
  foreignKey({ columns: [t.organizationId, column], foreignColumns: [members.organizationId, members.personId] })

/** An asked-in colleague: who, as what, until when; the mailed link is good once and for its mailbox alone. */
export const invitations = recordTable(
  "invitations",
  {
    email: text("email").notNull(),
    name: text("name"),
    role: text("role", { enum: roles }).notNull(),
    roleId: idOf<"own_roles">("role_id"),
    teamId: idOf<"teams">("team_id"),
    invitedById: idOf<"people">("invited_by_id").notNull(),
    tokenHash: bytes("token_hash").notNull().unique(),
    tokenSealed: text("token_sealed").notNull(),
    createdAt: writtenAt(),
    expiresAt: instant("expires_at").notNull(),
    mailedAt: instant("mailed_at"),
    acceptedAt: instant("accepted_at"),
    acceptedById: idOf<"people">("accepted_by_id"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    refersToMember(t, t.invitedById),
    refersToMember(t, t.acceptedById),
    refers(t, t.roleId, ownRoles),
    refers(t, t.teamId, teams),
    index("invitations_ended").on(
      t.organizationId,
      sql`(case when accepted_at is not null then accepted_at when revoked_at is not null then revoked_at else expires_at end)`,
    ),
    uniqueIndex("invitations_open")
      .on(t.organizationId, sql`lower(email)`)
      .where(sql`accepted_at is null and revoked_at is null`),
  ],
)

/** Leave given to the installation's super-admins to enter the organization, for a while and for a reason. */
export const supportGrants = recordTable(
  "support_grants",
  {
    reason: text("reason").notNull(),
    grantedById: idOf<"people">("granted_by_id").notNull(),
    createdAt: writtenAt(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
  },
  (t) => [refersToMember(t, t.grantedById), index("support_grants_newest").on(t.organizationId, t.expiresAt)],
)

/** A row of each series of numbers: taken in the issuing transaction, so that no number is lost or given twice. */
export const numberSeries = recordTable(
  "number_series",
  {
    kind: text("kind", { enum: ["invoice", "credit_note"] }).notNull(),
    key: text("key").notNull(),
    /** How its numbers are written, as the organization had it when the first one was given; a series keeps it to its end. */
    pattern: text("pattern"),
    nextNumber: integer("next_number").notNull().default(1),
    lastIssuedOn: text("last_issued_on"),
  },
  (t) => [unique("number_series_key").on(t.organizationId, t.kind, t.key)],
)
