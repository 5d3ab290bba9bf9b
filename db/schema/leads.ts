import { sql } from "drizzle-orm"
import { boolean, index, jsonb, text, unique } from "drizzle-orm/pg-core"
import { leadSources, leadStatuses } from "../../app/leads/lead"
import { core, idOf, instant, recordTable, refers } from "../tenant"
import { companies } from "./companies"
import { contacts } from "./contacts"
import { deals } from "./deals"
import { refersToMember } from "./organizations"

/** A public enquiry form; its key is in its address and belongs to one organization. */
export const forms = recordTable(
  "forms",
  {
    key: text("key").notNull(),
    name: text("name").notNull(),
    title: text("title").notNull(),
    intro: text("intro").notNull(),
    thanks: text("thanks").notNull(),
    redirectUrl: text("redirect_url"),
    consentText: text("consent_text").notNull(),
    isActive: boolean("is_active").notNull().default(true),
    ...core(),
  },
  (t) => [unique("forms_key").on(t.key)],
)

/** An enquiry that may become a deal, with where it came from and what the enquirer consented to. */
export const leads = recordTable(
  "leads",
  {
    name: text("name").notNull(),
    email: text("email"),
    emailNormalized: text("email_normalized"),
    phone: text("phone"),
    phoneNormalized: text("phone_normalized"),
    companyName: text("company_name"),
    companyDomain: text("company_domain"),
    message: text("message"),
    status: text("status", { enum: leadStatuses }).notNull().default("new"),
    lostReason: text("lost_reason"),
    source: text("source", { enum: leadSources }).notNull(),
    sourcePage: text("source_page"),
    utm: jsonb("utm").$type<Record<string, string>>().notNull().default({}),
    consentText: text("consent_text"),
    consentAt: instant("consent_at"),
    formId: idOf<"forms">("form_id"),
    ownerId: idOf<"people">("owner_id"),
    convertedAt: instant("converted_at"),
    companyId: idOf<"companies">("company_id"),
    contactId: idOf<"contacts">("contact_id"),
    dealId: idOf<"deals">("deal_id"),
    ...core(),
  },
  (t) => [
    refers(t, t.formId, forms),
    refers(t, t.companyId, companies),
    refers(t, t.contactId, contacts),
    refers(t, t.dealId, deals),
    refersToMember(t, t.ownerId),
    index("leads_newest").on(t.organizationId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("leads_by_status").on(t.organizationId, t.status, t.createdAt, t.id).where(sql`deleted_at is null`),
    index("leads_waiting")
      .on(t.organizationId, t.ownerId, t.createdAt, t.id)
      .where(sql`status in ('new', 'working', 'qualified') and deleted_at is null`),
    index("leads_by_owner").on(t.organizationId, t.ownerId, t.status, t.createdAt, t.id).where(sql`deleted_at is null`),
    index("leads_of_owner").on(t.organizationId, t.ownerId, t.createdAt, t.id).where(sql`deleted_at is null`),
    index("leads_by_email").on(t.organizationId, t.emailNormalized),
    index("leads_by_phone").on(t.organizationId, t.phoneNormalized),
    index("leads_by_domain").on(t.organizationId, t.companyDomain),
    unique("leads_by_deal").on(t.organizationId, t.dealId),
  ],
)
