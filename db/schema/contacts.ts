import { sql } from "drizzle-orm"
import { boolean, index, text, unique, uniqueIndex } from "drizzle-orm/pg-core"
import { core, day, idOf, instant, recordTable, refers } from "../tenant"
import { companies } from "./companies"
import { refersToMember } from "./organizations"

/** A person the agency deals with. */
export const contacts = recordTable(
  "contacts",
  {
    name: text("name").notNull(),
    jobTitle: text("job_title"),
    language: text("language"),
    ownerId: idOf<"people">("owner_id"),
    ...core(),
  },
  (t) => [refersToMember(t, t.ownerId), index("contacts_by_name").on(t.organizationId, t.name, t.id)],
)

/** A labelled e-mail address of a contact; among living contacts an address belongs to one. */
export const contactEmails = recordTable(
  "contact_emails",
  {
    contactId: idOf<"contacts">("contact_id").notNull(),
    label: text("label").notNull().default("work"),
    email: text("email").notNull(),
    emailNormalized: text("email_normalized").notNull(),
    isPrimary: boolean("is_primary").notNull().default(false),
    deletedAt: instant("deleted_at"),
  },
  (t) => [
    refers(t, t.contactId, contacts),
    uniqueIndex("contact_emails_unique").on(t.organizationId, t.emailNormalized).where(sql`deleted_at is null`),
    uniqueIndex("contact_emails_primary").on(t.organizationId, t.contactId).where(sql`is_primary`),
    index("contact_emails_by_contact").on(t.organizationId, t.contactId),
  ],
)

/** A labelled telephone number of a contact. */
export const contactPhones = recordTable(
  "contact_phones",
  {
    contactId: idOf<"contacts">("contact_id").notNull(),
    label: text("label").notNull().default("work"),
    phone: text("phone").notNull(),
    phoneNormalized: text("phone_normalized").notNull(),
    isPrimary: boolean("is_primary").notNull().default(false),
    deletedAt: instant("deleted_at"),
  },
  (t) => [
    refers(t, t.contactId, contacts),
    uniqueIndex("contact_phones_primary").on(t.organizationId, t.contactId).where(sql`is_primary`),
    index("contact_phones_by_number").on(t.organizationId, t.phoneNormalized),
    index("contact_phones_by_contact").on(t.organizationId, t.contactId),
  ],
)

/** Who works where and as what, from when to when; who is billed and who may sign. */
export const companyContacts = recordTable(
  "company_contacts",
  {
    companyId: idOf<"companies">("company_id").notNull(),
    contactId: idOf<"contacts">("contact_id").notNull(),
    role: text("role"),
    fromOn: day("from_on"),
    toOn: day("to_on"),
    isBilling: boolean("is_billing").notNull().default(false),
    isSignatory: boolean("is_signatory").notNull().default(false),
    ...core(),
  },
  (t) => [
    refers(t, t.companyId, companies),
    refers(t, t.contactId, contacts),
    unique("company_contacts_once").on(t.organizationId, t.companyId, t.contactId),
    index("company_contacts_by_contact").on(t.organizationId, t.contactId),
  ],
)
