import { sql } from "drizzle-orm"
import { bigint, index, jsonb, primaryKey, text, uuid } from "drizzle-orm/pg-core"
import { idOf, instant, recordTable, tenantTable, writtenAt } from "../tenant"
import { refersToMember } from "./organizations"

/** What happened, append-only: timeline, audit log and live feed read it. Facts only; what names a person stands in `event_details`. */
export const events = recordTable(
  "events",
  {
    name: text("name").notNull(),
    occurredAt: writtenAt("occurred_at"),
    recordedAt: instant("recorded_at").notNull().default(sql`clock_timestamp()`),
    actorKind: text("actor_kind", { enum: ["staff", "client", "system"] }).notNull(),
    actorId: uuid("actor_id"),
    requestId: text("request_id"),
    payload: jsonb("payload").$type<Record<string, unknown>>().notNull(),
    /** The transaction that wrote it: the audit chain follows the order in which transactions ended. */
    transaction: bigint("transaction", { mode: "number" }).notNull().default(sql`app.transaction()`),
  },
  (t) => [
    index("events_by_time").on(t.organizationId, t.occurredAt, t.id),
    index("events_by_actor").on(t.organizationId, t.actorId, t.occurredAt, t.id).where(sql`actor_id is not null`),
    index("events_by_name").on(t.organizationId, t.name, t.occurredAt, t.id),
    index("events_in_order").on(t.organizationId, t.transaction, t.id),
    index("events_newest").on(t.organizationId, t.id.desc().nullsFirst()),
    index("events_openings")
      .on(t.organizationId, t.id.desc().nullsFirst())
      .where(sql`name in ('proposal.opened', 'invoice.opened')`),
  ],
)

/** The personal part of an event, apart so that a person can be erased without breaking the record. */
export const eventDetails = tenantTable(
  "event_details",
  {
    eventId: idOf<"events">("event_id").notNull(),
    actorName: text("actor_name"),
    ip: text("ip"),
    userAgent: text("user_agent"),
    before: jsonb("before").$type<Record<string, unknown>>(),
    after: jsonb("after").$type<Record<string, unknown>>(),
    personal: jsonb("personal").$type<Record<string, unknown>>(),
    /** Goes into the digest that the audit chain keeps, so that what was erased cannot be guessed from it. */
    salt: uuid("salt").default(sql`gen_random_uuid()`),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.eventId] }),
    index("event_details_by_address").on(t.organizationId, t.ip, t.eventId).where(sql`ip is not null`),
  ],
)

/** Which records an event is about, one row each, so that a record's timeline is one index walk. */
export const eventSubjects = tenantTable(
  "event_subjects",
  { subjectId: uuid("subject_id").notNull(), eventId: idOf<"events">("event_id").notNull() },
  (t) => [primaryKey({ columns: [t.organizationId, t.subjectId, t.eventId] })],
)

/** The answer a submission was given, so that sending it again does nothing and answers the same. */
export const receipts = tenantTable(
  "receipts",
  {
    command: text("command").notNull(),
    key: text("key").notNull(),
    bodyHash: text("body_hash").notNull(),
    answer: jsonb("answer").$type<unknown>(),
    createdAt: writtenAt(),
  },
  (t) => [primaryKey({ columns: [t.organizationId, t.command, t.key] })],
)

/** What a member is told: one event, one sentence, one place to go. */
export const notifications = recordTable(
  "notifications",
  {
    personId: idOf<"people">("person_id").notNull(),
    eventId: idOf<"events">("event_id").notNull(),
    kind: text("kind").notNull(),
    sentence: text("sentence").notNull(),
    href: text("href").notNull(),
    readAt: instant("read_at"),
    /** When its mail is due, where one is to be sent later than at once: after quiet hours, or with the daily digest. */
    mailDueAt: instant("mail_due_at"),
    createdAt: writtenAt(),
  },
  (t) => [
    refersToMember(t, t.personId),
    index("notifications_to_mail").on(t.organizationId, t.mailDueAt).where(sql`mail_due_at is not null`),
    index("notifications_newest").on(t.organizationId, t.personId, t.id.desc().nullsFirst()),
    index("notifications_read").on(t.organizationId, t.readAt).where(sql`read_at is not null`),
    index("notifications_unread")
      .on(t.organizationId, t.personId, t.id.desc().nullsFirst())
      .where(sql`read_at is null`),
  ],
)

/** How a member wants to be told of one kind of moment by one channel; without a row it is as the product has it. */
export const notificationPreferences = tenantTable(
  "notification_preferences",
  {
    personId: idOf<"people">("person_id").notNull(),
    kind: text("kind").notNull(),
    channel: text("channel", { enum: ["app", "mail"] }).notNull(),
    timing: text("timing", { enum: ["at-once", "daily", "never"] }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.organizationId, t.personId, t.kind, t.channel] }), refersToMember(t, t.personId)],
)
