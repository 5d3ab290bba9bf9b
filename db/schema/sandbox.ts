import { bigint, boolean, index, integer, jsonb, pgSchema, primaryKey, text } from "drizzle-orm/pg-core"
import { instant, writtenAt } from "../tenant"

/** What the stand-ins for outside services remember, apart from the product's own tables; empty where the sandbox is off. */
export const sandbox = pgSchema("sandbox")

/** The vendor's objects as its API answers them: checkout sessions, payments, charges, refunds. */
export const sandboxObjects = sandbox.table(
  "objects",
  {
    kind: text("kind").notNull(),
    id: text("id").notNull(),
    data: jsonb("data").$type<Record<string, unknown>>().notNull(),
    createdAt: writtenAt(),
  },
  (table) => [
    primaryKey({ columns: [table.kind, table.id] }),
    index("sandbox_objects_newest").on(table.kind, table.createdAt.desc().nullsFirst(), table.id),
  ],
)

/** What the payment service has to tell, in the order in which it happened. */
export const sandboxEvents = sandbox.table(
  "events",
  {
    id: text("id").primaryKey(),
    position: bigint("position", { mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    type: text("type").notNull(),
    objectId: text("object_id").notNull(),
    data: jsonb("data").$type<Record<string, unknown>>().notNull(),
    createdAt: writtenAt(),
  },
  (table) => [index("sandbox_events_position").on(table.position)],
)

/** One event on its way to one address, tried until it is taken. */
export const sandboxDeliveries = sandbox.table(
  "deliveries",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    eventId: text("event_id")
      .notNull()
      .references(() => sandboxEvents.id),
    url: text("url").notNull(),
    dueAt: instant("due_at").notNull(),
    attempts: integer("attempts").notNull().default(0),
    deliveredAt: instant("delivered_at"),
    lastStatus: integer("last_status"),
  },
  (table) => [
    index("sandbox_deliveries_due").on(table.deliveredAt, table.dueAt),
    index("sandbox_deliveries_event").on(table.eventId),
  ],
)

/** Every mail that was sent, as its reader gets it. */
export const sandboxMails = sandbox.table(
  "mails",
  {
    id: text("id").primaryKey(),
    position: bigint("position", { mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    receivedAt: writtenAt("received_at"),
    from: text("from").notNull(),
    to: text("to").array().notNull(),
    replyTo: text("reply_to"),
    subject: text("subject").notNull(),
    html: text("html"),
    text: text("text"),
    headers: jsonb("headers").$type<Record<string, string>>().notNull().default({}),
    args: jsonb("args").$type<Record<string, string>>().notNull().default({}),
  },
  (table) => [index("sandbox_mails_newest").on(table.position)],
)

/** What the mail service has to tell of a mail, told until it is taken. */
export const sandboxMailEvents = sandbox.table(
  "mail_events",
  {
    id: text("id").primaryKey(),
    position: bigint("position", { mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    mailId: text("mail_id").notNull(),
    data: jsonb("data").$type<Record<string, unknown>>().notNull(),
    dueAt: instant("due_at").notNull(),
    attempts: integer("attempts").notNull().default(0),
    deliveredAt: instant("delivered_at"),
  },
  (table) => [index("sandbox_mail_events_due").on(table.deliveredAt, table.dueAt)],
)

/** The answer an API call got, for when it is sent again with the same key. */
export const sandboxIdempotency = sandbox.table("idempotency", {
  key: text("key").primaryKey(),
  requestHash: text("request_hash").notNull(),
  status: integer("status").notNull(),
  body: jsonb("body").$type<Record<string, unknown>>().notNull(),
  createdAt: writtenAt(),
})

/** Failures that a test ordered: how a service answers the next calls. */
export const sandboxFaults = sandbox.table("faults", {
  id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  service: text("service").notNull(),
  path: text("path").notNull().default(""),
  kind: text("kind").notNull(),
  remaining: integer("remaining").notNull(),
})

/** Switches of the sandbox; `hold` keeps events back until it is taken off. */
export const sandboxSwitches = sandbox.table("switches", {
  name: text("name").primaryKey(),
  on: boolean("on").notNull(),
})
