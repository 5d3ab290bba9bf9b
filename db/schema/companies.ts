import { boolean, index, integer, text } from "drizzle-orm/pg-core"
import { addressKinds, companyKinds } from "../../app/companies/company"
import { taxCategories } from "../../app/pricing/tax"
import { core, idOf, recordTable, refers } from "../tenant"
import { refersToMember } from "./organizations"

/** A company with its billing identity; issued documents keep their own copy of it. */
export const companies = recordTable(
  "companies",
  {
    name: text("name").notNull(),
    kind: text("kind", { enum: companyKinds }).notNull().default("prospect"),
    isBuyer: boolean("is_buyer").notNull().default(true),
    isSeller: boolean("is_seller").notNull().default(false),
    legalName: text("legal_name"),
    registrationNo: text("registration_no"),
    vatId: text("vat_id"),
    electronicAddress: text("electronic_address"),
    electronicScheme: text("electronic_scheme"),
    currency: text("currency"),
    language: text("language"),
    paymentTermsDays: integer("payment_terms_days"),
    taxTreatment: text("tax_treatment", { enum: taxCategories }).notNull().default("standard"),
    poRequired: boolean("po_required").notNull().default(false),
    website: text("website"),
    domain: text("domain"),
    phone: text("phone"),
    ownerId: idOf<"people">("owner_id"),
    ...core(),
  },
  (t) => [
    refersToMember(t, t.ownerId),
    index("companies_by_name").on(t.organizationId, t.name, t.id),
    index("companies_by_domain").on(t.organizationId, t.domain),
  ],
)

/** A postal address of a company, by purpose, its country in ISO 3166-1 alpha-2. */
export const addresses = recordTable(
  "addresses",
  {
    companyId: idOf<"companies">("company_id").notNull(),
    kind: text("kind", { enum: addressKinds }).notNull().default("billing"),
    line1: text("line1").notNull(),
    line2: text("line2"),
    postalCode: text("postal_code"),
    city: text("city").notNull(),
    region: text("region"),
    country: text("country").notNull(),
    ...core(),
  },
  (t) => [refers(t, t.companyId, companies), index("addresses_by_company").on(t.organizationId, t.companyId)],
)
