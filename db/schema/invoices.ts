import { sql } from "drizzle-orm"
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core"
import { invoiceKinds, invoiceStatuses } from "../../app/invoices/invoice"
import type { InvoiceSnapshot } from "../../app/invoices/snapshot"
import { checkoutStatuses, paymentMethods } from "../../app/payments/payment"
import { taxCategories } from "../../app/pricing/tax"
import { core, day, exact, idOf, instant, minor, recordTable, refers, tenantTable, writtenAt } from "../tenant"
import { companies } from "./companies"
import { contacts } from "./contacts"
import { deals, pricedLine } from "./deals"
import { numberSeries, refersToMember } from "./organizations"
import { links, proposals } from "./proposals"

/** A demand for money: free to edit as a draft, frozen with its number once issued. */
export const invoices = recordTable(
  "invoices",
  {
    kind: text("kind", { enum: invoiceKinds }).notNull().default("invoice"),
    status: text("status", { enum: invoiceStatuses }).notNull().default("draft"),
    seriesId: idOf<"number_series">("series_id"),
    sequence: integer("sequence"),
    number: text("number"),
    companyId: idOf<"companies">("company_id").notNull(),
    contactId: idOf<"contacts">("contact_id"),
    dealId: idOf<"deals">("deal_id"),
    proposalId: idOf<"proposals">("proposal_id"),
    /** The invoice that a credit note takes back in whole or in part (EN 16931 BT-25). */
    creditsId: idOf<"invoices">("credits_id"),
    title: text("title").notNull(),
    currency: text("currency").notNull(),
    pricesIncludeTax: boolean("prices_include_tax").notNull().default(false),
    discountPercent: exact("discount_percent").notNull().default("0"),
    discountAmount: exact("discount_amount").notNull().default("0"),
    /** What one unit of the currency is in the one the seller accounts its tax in (EN 16931 BT-6), on a day, by a source. */
    exchangeRate: numeric("exchange_rate", { precision: 20, scale: 10 }),
    exchangeRateOn: day("exchange_rate_on"),
    exchangeRateSource: text("exchange_rate_source"),
    issueOn: day("issue_on"),
    dueOn: day("due_on"),
    termsDays: integer("terms_days").notNull(),
    serviceFromOn: day("service_from_on"),
    serviceToOn: day("service_to_on"),
    poNumber: text("po_number"),
    notes: text("notes"),
    netMinor: minor("net_minor").notNull().default(sql`0`),
    taxMinor: minor("tax_minor").notNull().default(sql`0`),
    totalMinor: minor("total_minor").notNull().default(sql`0`),
    snapshot: jsonb("snapshot").$type<InvoiceSnapshot>(),
    contentHash: text("content_hash"),
    engineVersion: integer("engine_version"),
    issuedAt: instant("issued_at"),
    ownerId: idOf<"people">("owner_id"),
    ...core(),
  },
  (t) => [
    refers(t, t.companyId, companies),
    refers(t, t.contactId, contacts),
    refers(t, t.dealId, deals),
    refers(t, t.proposalId, proposals),
    refers(t, t.seriesId, numberSeries),
    refersToMember(t, t.ownerId),
    foreignKey({ columns: [t.organizationId, t.creditsId], foreignColumns: [t.organizationId, t.id] }),
    unique("invoices_sequence").on(t.organizationId, t.seriesId, t.sequence),
    uniqueIndex("invoices_one_deposit")
      .on(t.organizationId, t.proposalId)
      .where(sql`kind = 'deposit' and status <> 'void'`),
    check("invoices_numbered_when_issued", sql`(status = 'issued') = (number is not null)`),
    check("invoices_credit_names_invoice", sql`(kind = 'credit_note') = (credits_id is not null)`),
    index("invoices_by_credited").on(t.organizationId, t.creditsId),
    check(
      "invoices_rate_with_day_and_source",
      sql`num_nulls(exchange_rate, exchange_rate_on, exchange_rate_source) in (0, 3) and exchange_rate > 0`,
    ),
    check("invoices_one_discount", sql`discount_percent = 0 or discount_amount = 0`),
    index("invoices_newest").on(t.organizationId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("invoices_by_owner").on(t.organizationId, t.ownerId, t.createdAt, t.id),
    index("invoices_drafts").on(t.organizationId, t.createdAt, t.id).where(sql`status = 'draft'`),
    index("invoices_credit_notes").on(t.organizationId, t.createdAt, t.id).where(sql`kind = 'credit_note'`),
    index("invoices_by_company").on(t.organizationId, t.companyId),
    index("invoices_by_deal").on(t.organizationId, t.dealId),
  ],
)

/** A line of an invoice; its net amount is stored when the invoice is issued. */
export const invoiceLines = recordTable(
  "invoice_lines",
  {
    invoiceId: idOf<"invoices">("invoice_id").notNull(),
    ...pricedLine(),
    netMinor: minor("net_minor"),
    /** The line that a credit note's line takes back, and how much of its quantity; null where it was credited by amount. */
    creditsLineId: idOf<"invoice_lines">("credits_line_id"),
    creditsQuantity: exact("credits_quantity"),
  },
  (t) => [
    refers(t, t.invoiceId, invoices),
    foreignKey({ columns: [t.organizationId, t.creditsLineId], foreignColumns: [t.organizationId, t.id] }),
    index("invoice_lines_by_credited").on(t.organizationId, t.creditsLineId),
    index("invoice_lines_by_invoice").on(t.organizationId, t.invoiceId, t.position),
  ],
)

/** The tax of an issued invoice by category and rate, each on its rounded base (EN 16931 BG-23). */
export const invoiceTaxes = tenantTable(
  "invoice_taxes",
  {
    invoiceId: idOf<"invoices">("invoice_id").notNull(),
    position: integer("position").notNull(),
    category: text("category", { enum: taxCategories }).notNull(),
    rate: exact("rate").notNull(),
    reason: text("reason"),
    baseMinor: minor("base_minor").notNull(),
    taxMinor: minor("tax_minor").notNull(),
  },
  (t) => [primaryKey({ columns: [t.organizationId, t.invoiceId, t.position] }), refers(t, t.invoiceId, invoices)],
)

const isOwed = sql`allocated_minor + credited_minor < total_minor`
const isSettled = sql`allocated_minor + credited_minor >= total_minor`

/**
 * How much of an issued invoice is settled; the database refuses to settle more than its total. Whose an invoice is, when it was made and
 * when it is due never changes once it is issued: the database copies it here, so that indexes hold what is open apart in the order of lists.
 */
export const invoiceSettlements = tenantTable(
  "invoice_settlements",
  {
    invoiceId: idOf<"invoices">("invoice_id").notNull(),
    totalMinor: minor("total_minor").notNull(),
    allocatedMinor: minor("allocated_minor").notNull().default(sql`0`),
    creditedMinor: minor("credited_minor").notNull().default(sql`0`),
    settledAt: instant("settled_at"),
    invoiceCreatedAt: writtenAt("invoice_created_at"),
    dueOn: day("due_on"),
    ownerId: idOf<"people">("owner_id"),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.invoiceId] }),
    refers(t, t.invoiceId, invoices),
    index("invoice_settlements_open").on(t.organizationId, t.invoiceCreatedAt, t.invoiceId).where(isOwed),
    index("invoice_settlements_open_by_owner")
      .on(t.organizationId, t.ownerId, t.invoiceCreatedAt, t.invoiceId)
      .where(isOwed),
    index("invoice_settlements_due").on(t.organizationId, t.dueOn, t.invoiceId).where(isOwed),
    index("invoice_settlements_due_by_owner").on(t.organizationId, t.ownerId, t.dueOn, t.invoiceId).where(isOwed),
    index("invoice_settlements_settled").on(t.organizationId, t.invoiceCreatedAt, t.invoiceId).where(isSettled),
    index("invoice_settlements_settled_by_owner")
      .on(t.organizationId, t.ownerId, t.invoiceCreatedAt, t.invoiceId)
      .where(isSettled),
    check(
      "invoice_settlements_within_total",
      sql`allocated_minor >= 0 and credited_minor >= 0 and allocated_minor + credited_minor <= total_minor`,
    ),
  ],
)

/** The stored bytes of a document, made once from frozen content: later downloads are the same to the byte. */
export const documents = recordTable(
  "documents",
  {
    kind: text("kind", { enum: ["invoice_pdf", "proposal_pdf"] }).notNull(),
    objectId: idOf<"documents_object">("object_id").notNull(),
    fileKey: text("file_key").notNull(),
    fileName: text("file_name").notNull(),
    contentType: text("content_type").notNull(),
    size: integer("size").notNull(),
    sha256: text("sha256").notNull(),
    createdAt: writtenAt(),
  },
  (t) => [unique("documents_once").on(t.organizationId, t.kind, t.objectId)],
)

/** One attempt to pay an invoice on the payment page, begun from a client's link and written with its key before the page is asked for. */
export const checkouts = recordTable(
  "checkouts",
  {
    invoiceId: idOf<"invoices">("invoice_id").notNull(),
    linkId: idOf<"links">("link_id").notNull(),
    attempt: integer("attempt").notNull(),
    amountMinor: minor("amount_minor").notNull(),
    currency: text("currency").notNull(),
    status: text("status", { enum: checkoutStatuses }).notNull().default("opening"),
    idempotencyKey: text("idempotency_key").notNull(),
    sessionId: text("session_id"),
    url: text("url"),
    paymentIntentId: text("payment_intent_id"),
    expiresAt: instant("expires_at"),
    lastError: text("last_error"),
    createdAt: writtenAt(),
    updatedAt: instant("updated_at").notNull().default(sql`app.clock()`),
  },
  (t) => [
    refers(t, t.invoiceId, invoices),
    refers(t, t.linkId, links),
    unique("checkouts_attempt").on(t.organizationId, t.invoiceId, t.attempt),
    unique("checkouts_session").on(t.organizationId, t.sessionId),
    index("checkouts_by_intent").on(t.organizationId, t.paymentIntentId),
    index("checkouts_pending").on(t.organizationId, t.invoiceId).where(sql`status = 'pending'`),
  ],
)

/** Money received, append-only: once per payment of the provider, corrected only by a counter-entry. */
export const payments = recordTable(
  "payments",
  {
    companyId: idOf<"companies">("company_id").notNull(),
    method: text("method", { enum: paymentMethods }).notNull(),
    provider: text("provider"),
    providerRef: text("provider_ref"),
    checkoutId: idOf<"checkouts">("checkout_id"),
    amountMinor: minor("amount_minor").notNull(),
    currency: text("currency").notNull(),
    receivedOn: day("received_on").notNull(),
    reference: text("reference"),
    reversesId: idOf<"payments">("reverses_id"),
    /** The payment that a counter-entry takes from or gives back to. */
    ofId: idOf<"payments">("of_id"),
    recordedById: idOf<"people">("recorded_by_id"),
    isDeposit: boolean("is_deposit").notNull().default(false),
    createdAt: writtenAt(),
  },
  (t) => [
    refers(t, t.companyId, companies),
    refers(t, t.checkoutId, checkouts),
    refersToMember(t, t.recordedById),
    foreignKey({ columns: [t.organizationId, t.reversesId], foreignColumns: [t.organizationId, t.id] }),
    foreignKey({ columns: [t.organizationId, t.ofId], foreignColumns: [t.organizationId, t.id] }),
    unique("payments_once").on(t.organizationId, t.provider, t.providerRef),
    unique("payments_reversed_once").on(t.organizationId, t.reversesId),
    index("payments_by_checkout").on(t.organizationId, t.checkoutId),
    index("payments_by_original").on(t.organizationId, t.ofId),
    index("payments_by_company").on(t.organizationId, t.companyId, t.createdAt),
  ],
)

/** A file that shows a payment, such as the bank's slip. Its key is made by the program; the name is only ever shown. */
export const paymentFiles = recordTable(
  "payment_files",
  {
    paymentId: idOf<"payments">("payment_id").notNull(),
    key: text("key").notNull(),
    name: text("name").notNull(),
    mediaType: text("media_type").notNull(),
    size: integer("size").notNull(),
    sha256: text("sha256").notNull(),
    addedById: idOf<"people">("added_by_id"),
    createdAt: writtenAt(),
  },
  (t) => [
    refers(t, t.paymentId, payments),
    refersToMember(t, t.addedById),
    index("payment_files_by_payment").on(t.organizationId, t.paymentId),
  ],
)

/** Which part of a payment settles which invoice; what is left of a payment is the client's credit. */
export const allocations = recordTable(
  "allocations",
  {
    paymentId: idOf<"payments">("payment_id").notNull(),
    invoiceId: idOf<"invoices">("invoice_id").notNull(),
    amountMinor: minor("amount_minor").notNull(),
    createdAt: writtenAt(),
  },
  (t) => [
    refers(t, t.paymentId, payments),
    refers(t, t.invoiceId, invoices),
    index("allocations_by_invoice").on(t.organizationId, t.invoiceId),
    index("allocations_by_payment").on(t.organizationId, t.paymentId),
  ],
)
