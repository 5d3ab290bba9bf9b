import { sql } from "drizzle-orm"
import { check, index, integer, jsonb, text, unique } from "drizzle-orm/pg-core"
import { disputeStatuses, problemKinds, refundStatuses } from "../../app/payments/payment"
import { day, idOf, instant, minor, recordTable, refers, writtenAt } from "../tenant"
import { invoices, payments } from "./invoices"
import { refersToMember } from "./organizations"

/** Money given back of a payment: begun by a member with its key before the payment service is asked, written down by hand, or reported by the service. */
export const refunds = recordTable(
  "refunds",
  {
    paymentId: idOf<"payments">("payment_id").notNull(),
    invoiceId: idOf<"invoices">("invoice_id").notNull(),
    creditNoteId: idOf<"invoices">("credit_note_id"),
    amountMinor: minor("amount_minor").notNull(),
    currency: text("currency").notNull(),
    status: text("status", { enum: refundStatuses }).notNull().default("pending"),
    provider: text("provider"),
    providerRef: text("provider_ref"),
    idempotencyKey: text("idempotency_key"),
    refundedOn: day("refunded_on").notNull(),
    reference: text("reference"),
    failure: text("failure"),
    recordedById: idOf<"people">("recorded_by_id"),
    createdAt: writtenAt(),
    updatedAt: instant("updated_at").notNull().default(sql`app.clock()`),
  },
  (t) => [
    refers(t, t.paymentId, payments),
    refers(t, t.invoiceId, invoices),
    refers(t, t.creditNoteId, invoices),
    refersToMember(t, t.recordedById),
    unique("refunds_once").on(t.organizationId, t.provider, t.providerRef),
    unique("refunds_key").on(t.organizationId, t.idempotencyKey),
    check("refunds_give_back", sql`amount_minor > 0`),
    index("refunds_by_payment").on(t.organizationId, t.paymentId),
    index("refunds_by_invoice").on(t.organizationId, t.invoiceId),
    index("refunds_by_credit_note").on(t.organizationId, t.creditNoteId),
  ],
)

/** A payment that the client's bank disputes: whether the money was taken, whether it came back, and how it ended. */
export const disputes = recordTable(
  "disputes",
  {
    paymentId: idOf<"payments">("payment_id").notNull(),
    invoiceId: idOf<"invoices">("invoice_id").notNull(),
    provider: text("provider").notNull(),
    providerRef: text("provider_ref").notNull(),
    amountMinor: minor("amount_minor").notNull(),
    currency: text("currency").notNull(),
    reason: text("reason"),
    status: text("status", { enum: disputeStatuses }).notNull().default("open"),
    withdrawnAt: instant("withdrawn_at"),
    reinstatedAt: instant("reinstated_at"),
    createdAt: writtenAt(),
    updatedAt: instant("updated_at").notNull().default(sql`app.clock()`),
  },
  (t) => [
    refers(t, t.paymentId, payments),
    refers(t, t.invoiceId, invoices),
    unique("disputes_once").on(t.organizationId, t.provider, t.providerRef),
    index("disputes_by_payment").on(t.organizationId, t.paymentId),
    index("disputes_by_invoice").on(t.organizationId, t.invoiceId),
    index("disputes_open").on(t.organizationId, t.invoiceId).where(sql`status = 'open'`),
  ],
)

/** What the payment service told or knows and the books do not show, with the reason, until it is settled. */
export const problems = recordTable(
  "problems",
  {
    kind: text("kind", { enum: problemKinds }).notNull(),
    /** The event, attempt or object that it is about: one open problem each. */
    ref: text("ref").notNull(),
    account: text("account"),
    type: text("type").notNull(),
    reason: text("reason").notNull(),
    invoiceId: idOf<"invoices">("invoice_id"),
    settledAt: instant("settled_at"),
    createdAt: writtenAt(),
    updatedAt: instant("updated_at").notNull().default(sql`app.clock()`),
  },
  (t) => [
    refers(t, t.invoiceId, invoices),
    unique("problems_once").on(t.organizationId, t.kind, t.ref),
    index("problems_newest").on(t.organizationId, t.settledAt, t.id.desc().nullsFirst()),
    index("problems_by_invoice").on(t.organizationId, t.invoiceId),
  ],
)

/** One comparison of the books with the payment service: up to when, what was looked at, booked late, and still differs. */
export const reconciliations = recordTable(
  "reconciliations",
  {
    comparedFrom: instant("compared_from").notNull(),
    comparedTo: instant("compared_to").notNull(),
    looked: jsonb("looked").$type<{ payments: number; refunds: number; disputes: number }>().notNull(),
    booked: integer("booked").notNull(),
    drifts: integer("drifts").notNull(),
    createdAt: writtenAt(),
  },
  (t) => [index("reconciliations_newest").on(t.organizationId, t.comparedTo.desc().nullsFirst())],
)
