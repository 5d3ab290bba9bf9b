import { sql } from "drizzle-orm"
import {
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core"
import { type Id, newId } from "../../app/platform/language/ids"
import { instant, writtenAt } from "../tenant"

/** Raw bytes: digests, keys. */
export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" })

/** A human being who can sign in; which organizations they belong to is behind the wall, in `members`. */
export const people = pgTable(
  "people",
  {
    id: uuid("id")
      .$type<Id<"people">>()
      .primaryKey()
      .$defaultFn(() => newId<"people">()),
    email: text("email").notNull(),
    name: text("name").notNull(),
    passwordHash: text("password_hash"),
    createdAt: writtenAt(),
    passwordChangedAt: instant("password_changed_at"),
    disabledAt: instant("disabled_at"),
    /** Whether they look after the installation: settings of the program, and no organization's data without its consent. */
    isSuperAdmin: boolean("is_super_admin").notNull().default(false),
  },
  (t) => [unique("people_email").on(t.email), unique("people_with_their_email").on(t.id, t.email)],
)

/** A signed-in browser: only the digest of its cookie is kept, so a stolen table signs nobody in. */
export const sessions = pgTable(
  "sessions",
  {
    tokenHash: bytes("token_hash").primaryKey(),
    id: uuid("id")
      .$type<Id<"sessions">>()
      .notNull()
      .unique()
      .$defaultFn(() => newId<"sessions">()),
    personId: uuid("person_id")
      .$type<Id<"people">>()
      .notNull()
      .references(() => people.id),
    organizationId: uuid("organization_id").$type<Id<"organizations">>(),
    createdAt: writtenAt(),
    lastSeenAt: writtenAt("last_seen_at"),
    authenticatedAt: writtenAt("authenticated_at"),
    /** When a second factor was last shown; null when none was. */
    factorAt: instant("factor_at"),
    /** Whether the session came from one organization's identity provider, whose word is good for that organization alone. */
    isBoundToOrganization: boolean("is_bound_to_organization").notNull().default(false),
    idleSeconds: integer("idle_seconds").notNull(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
    ip: text("ip"),
    userAgent: text("user_agent"),
  },
  (t) => [index("sessions_person").on(t.personId), index("sessions_ended").on(sql`coalesce(revoked_at, expires_at)`)],
)

/** One asked-for way back in: thirty minutes, used once, by post only. */
export const passwordResets = pgTable(
  "password_resets",
  {
    id: uuid("id")
      .$type<Id<"password_resets">>()
      .primaryKey()
      .$defaultFn(() => newId<"password_resets">()),
    tokenHash: bytes("token_hash").notNull().unique(),
    tokenSealed: text("token_sealed").notNull(),
    personId: uuid("person_id")
      .$type<Id<"people">>()
      .notNull()
      .references(() => people.id),
    createdAt: writtenAt(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    mailedAt: instant("mailed_at"),
  },
  (t) => [
    index("password_resets_person").on(t.personId),
    index("password_resets_ended").on(sql`coalesce(used_at, expires_at)`),
  ],
)

/** A new e-mail address that a person asked for: taken once its mailbox proved itself by the mailed link, within a day. */
export const emailChanges = pgTable(
  "email_changes",
  {
    id: uuid("id")
      .$type<Id<"email_changes">>()
      .primaryKey()
      .$defaultFn(() => newId<"email_changes">()),
    tokenHash: bytes("token_hash").notNull().unique(),
    tokenSealed: text("token_sealed").notNull(),
    personId: uuid("person_id")
      .$type<Id<"people">>()
      .notNull()
      .references(() => people.id),
    email: text("email").notNull(),
    /** The address until then, whose mailbox is told. */
    previous: text("previous").notNull(),
    createdAt: writtenAt(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    mailedAt: instant("mailed_at"),
  },
  (t) => [
    index("email_changes_person").on(t.personId),
    index("email_changes_ended").on(sql`coalesce(used_at, expires_at)`),
  ],
)

/** Counters of the limits per account, address and link; unlogged, since losing them costs only strictness. */
export const limits = pgTable(
  "limits",
  { key: text("key").notNull(), windowStart: instant("window_start").notNull(), count: integer("count").notNull() },
  (t) => [primaryKey({ columns: [t.key, t.windowStart] })],
)

/** What happened before or above any organization: signing in, set-up, a webhook not yet understood. */
export const installationEvents = pgTable(
  "installation_events",
  {
    id: uuid("id")
      .$type<Id<"installation_events">>()
      .primaryKey()
      .$defaultFn(() => newId<"installation_events">()),
    name: text("name").notNull(),
    occurredAt: writtenAt("occurred_at"),
    recordedAt: instant("recorded_at").notNull().default(sql`clock_timestamp()`),
    personId: uuid("person_id").$type<Id<"people">>(),
    ip: text("ip"),
    userAgent: text("user_agent"),
    requestId: text("request_id"),
    payload: jsonb("payload").$type<Record<string, unknown>>().notNull(),
  },
  (t) => [index("installation_events_by_time").on(t.occurredAt)],
)

/** Every webhook as it came in, verified but not yet acted on; its id makes a second delivery harmless. */
export const webhookInbox = pgTable(
  "webhook_inbox",
  {
    provider: text("provider").notNull(),
    eventId: text("event_id").notNull(),
    account: text("account").notNull().default("installation"),
    type: text("type").notNull(),
    payload: jsonb("payload").$type<unknown>().notNull(),
    happenedAt: instant("happened_at").notNull(),
    receivedAt: writtenAt("received_at"),
    processedAt: instant("processed_at"),
    outcome: text("outcome"),
    attempts: integer("attempts").notNull().default(0),
    lastError: text("last_error"),
  },
  (t) => [
    primaryKey({ columns: [t.provider, t.account, t.eventId] }),
    index("webhook_inbox_processed").on(t.processedAt).where(sql`processed_at is not null`),
  ],
)
