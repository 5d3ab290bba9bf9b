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
  uuid,
} from "drizzle-orm/pg-core"
import { roles } from "../../app/organizations/role"
import type { Id } from "../../app/platform/language/ids"
import { core, exact, idOf, recordTable, refers, tenantTable, writtenAt } from "../tenant"
import { people } from "./people"

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
    role: text("role", { enum: roles }).notNull(),
    teamId: idOf<"teams">("team_id"),
    status: text("status", { enum: ["active", "removed"] })
      .notNull()
      .default("active"),
    createdAt: writtenAt(),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.personId] }),
    refers(t, t.teamId, teams),
    index("members_person").on(t.personId),
  ],
)

/** A reference of a tenant row to a member: the person's membership in the same organization. */
export const refersToMember = (t: { organizationId: AnyPgColumn }, column: AnyPgColumn) =>
  foreignKey({ columns: [t.organizationId, column], foreignColumns: [members.organizationId, members.personId] })

/** A row of each series of numbers: taken in the issuing transaction, so that no number is lost or given twice. */
export const numberSeries = recordTable(
  "number_series",
  {
    kind: text("kind", { enum: ["invoice", "credit_note"] }).notNull(),
    key: text("key").notNull(),
    nextNumber: integer("next_number").notNull().default(1),
    lastIssuedOn: text("last_issued_on"),
  },
  (t) => [unique("number_series_key").on(t.organizationId, t.kind, t.key)],
)
