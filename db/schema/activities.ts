import { sql } from "drizzle-orm"
import { index, integer, jsonb, primaryKey, text, unique } from "drizzle-orm/pg-core"
import { mailStatuses } from "../../app/activities/mail"
import { core, idOf, instant, recordTable, refers, tenantTable, writtenAt } from "../tenant"
import { companies } from "./companies"
import { contacts } from "./contacts"
import { deals } from "./deals"
import { leads } from "./leads"
import { refersToMember } from "./organizations"

/** What somebody wrote down about a lead, company, contact or deal, in Markdown. */
export const notes = recordTable(
  "notes",
  {
    body: text("body").notNull(),
    authorId: idOf<"people">("author_id").notNull(),
    leadId: idOf<"leads">("lead_id"),
    companyId: idOf<"companies">("company_id"),
    contactId: idOf<"contacts">("contact_id"),
    dealId: idOf<"deals">("deal_id"),
    ...core(),
  },
  (t) => [
    refersToMember(t, t.authorId),
    refers(t, t.leadId, leads),
    refers(t, t.companyId, companies),
    refers(t, t.contactId, contacts),
    refers(t, t.dealId, deals),
    index("notes_by_lead").on(t.organizationId, t.leadId),
    index("notes_by_company").on(t.organizationId, t.companyId),
    index("notes_by_contact").on(t.organizationId, t.contactId),
    index("notes_by_deal").on(t.organizationId, t.dealId),
  ],
)

/** The outbox: a mail is written in the transaction of the act that causes it, once per purpose, object, recipient and turn. */
export const mails = recordTable(
  "mails",
  {
    purpose: text("purpose").notNull(),
    objectId: text("object_id").notNull(),
    turn: integer("turn").notNull().default(1),
    toEmail: text("to_email").notNull(),
    toName: text("to_name"),
    replyTo: text("reply_to"),
    subject: text("subject").notNull(),
    html: text("html").notNull(),
    text: text("text").notNull(),
    status: text("status", { enum: mailStatuses }).notNull().default("queued"),
    messageId: text("message_id").notNull(),
    attempts: integer("attempts").notNull().default(0),
    answer: text("answer"),
    attemptedAt: instant("attempted_at"),
    sentAt: instant("sent_at"),
    reason: text("reason"),
    resolvedAt: instant("resolved_at"),
    about: jsonb("about").$type<Record<string, string>>().notNull().default({}),
    createdAt: writtenAt(),
  },
  (t) => [
    unique("mails_once").on(t.organizationId, t.purpose, t.objectId, t.toEmail, t.turn),
    index("mails_by_status").on(t.organizationId, t.status, t.createdAt),
    index("mails_with_text")
      .on(t.organizationId, sql`(case when sent_at is not null then sent_at else created_at end)`)
      .where(sql`text <> '' and status not in ('queued', 'failed', 'refused')`),
    index("mails_in_trouble")
      .on(t.organizationId, t.createdAt)
      .where(sql`status in ('bounced', 'failed', 'refused') and resolved_at is null`),
  ],
)

/**
 * What is known of a mailbox: when mail to it last came back and last arrived, and that its owner called ours unwanted. It
 * outlives a contact's edits.
 */
export const mailAddresses = tenantTable(
  "mail_addresses",
  {
    emailNormalized: text("email_normalized").notNull(),
    bouncedAt: instant("bounced_at"),
    reason: text("reason"),
    arrivedAt: instant("arrived_at"),
    complainedAt: instant("complained_at"),
  },
  (t) => [primaryKey({ columns: [t.organizationId, t.emailNormalized] })],
)
