import { z } from "zod"
import {
  calendarDay,
  checkbox,
  currency,
  decimal,
  id,
  optionalDate,
  optionalId,
  optionalText,
  text,
} from "~/platform/language/fields.server"
import { normalizeText } from "~/platform/language/text"
import { checkoutFacts } from "./checkout"
import { disputeFacts, paymentMethods, problemKinds, refundStatuses } from "./payment"
import { fileNameOf, mediaTypeOf, mostFileBytes } from "./payment-file"

/** Ways money comes in that staff write down; cards are paid on the payment page alone. */
export const recordedMethods = paymentMethods.filter((method) => method !== "card")

export const RecordPaymentInput = z.object({
  invoiceId: id("invoices"),
  amount: text("Enter the amount received", 40),
  method: z.enum(recordedMethods, "Choose how it was paid").default("bank"),
  receivedOn: calendarDay("Enter the day it arrived"),
  reference: optionalText(140),
  sendReceipt: checkbox(),
  /** What of it settles other invoices of the client; empty amounts count nothing. */
  others: z
    .array(z.object({ invoiceId: id("invoices"), amount: optionalText(40) }))
    .max(200, "A payment settles at most 200 other invoices")
    .prefault([]),
})

/** A part of a line that is credited: so much of its quantity, or a net amount; neither counts nothing. */
const CreditedLineInput = z.object({
  lineId: id("invoice_lines"),
  quantity: decimal({ what: "Enter a quantity such as 1 or 2.5", min: 0, fallback: "0" }).prefault("0"),
  amount: optionalText(40),
})

export const CreditInvoiceInput = z.object({
  invoiceId: id("invoices"),
  scope: z.enum(["all", "lines"], "Choose how much is credited").default("all"),
  lines: z.array(CreditedLineInput).max(200, "Keep at most 200 lines").prefault([]),
  reason: text("Say why it is credited; the credit note prints it", 500),
  send: checkbox(),
})

export const ApplyCreditInput = z.object({ invoiceId: id("invoices") })

export const ReversePaymentInput = z.object({
  paymentId: id("payments"),
  reason: text("Say why it is taken back", 140),
})
export const PaymentIdInput = z.object({ paymentId: id("payments") })

/** A file as it was sent: its name and its bytes, of a kind that is kept. */
export const CreatePaymentFileInput = z
  .object({
    paymentId: id("payments"),
    name: z.string().max(1000).transform(fileNameOf),
    bytes: z.custom<Uint8Array>((given) => given instanceof Uint8Array && given.byteLength > 0, "Choose a file"),
  })
  .refine(({ bytes }) => bytes.byteLength <= mostFileBytes, { path: ["bytes"], error: "The file is larger than 10 MB" })
  .refine(({ name, bytes }) => mediaTypeOf(name, bytes) !== null, {
    path: ["bytes"],
    error: "Only PDF, PNG and JPG files are kept, and this is none",
  })
export const PaymentFileInput = z.object({ paymentId: id("payments"), fileId: id("payment_files") })
export const CheckoutIdInput = z.object({ checkoutId: id("checkouts") })
/** `amount` is what the client wants to pay now, as typed; without one it is everything that is owed. */
export const OpenCheckoutInput = z.object({ invoiceId: id("invoices"), amount: optionalText(40) })
export const ReconcileAccountInput = z.object({})

const name = z.string().transform(normalizeText).pipe(z.string().min(1).max(255))

const ofPayment = {
  /** The attempt, where the payment service keeps it with the payment. */
  attempt: optionalId("checkouts"),
  paymentIntentId: name,
  /** In the payment service's own minor units. */
  amount: z.number().int().positive(),
  currency: z.preprocess((given) => (typeof given === "string" ? given.toUpperCase() : given), currency()),
}

/** Money to give back; `key` is of one press of the button, so that pressing twice gives back once. */
export const RefundPaymentInput = z.object({
  invoiceId: id("invoices"),
  paymentId: id("payments"),
  amount: text("Enter the amount to give back", 40),
  refundedOn: optionalDate(),
  reference: optionalText(140),
  creditNoteId: optionalId("invoices").optional(),
  key: z.string("Reload the page and try again").regex(/^[\w-]{8,100}$/, "Reload the page and try again"),
})
export const CompleteRefundInput = z.object({ refundId: id("refunds") })

/** What was reported of a refund; `own` names the one begun here. */
export const SettleRefundInput = z.object({
  refundId: name,
  own: optionalId("refunds"),
  status: z.enum(refundStatuses),
  failure: optionalText(200),
  ...ofPayment,
})

/** What was reported of a dispute, whatever of it is true by now. */
export const DisputePaymentInput = z.object({
  disputeId: name,
  facts: z.array(z.enum(disputeFacts)).min(1).max(disputeFacts.length),
  reason: optionalText(100),
  ...ofPayment,
})

export const ProblemIdInput = z.object({ problemId: id("problems") })

/** Something that the books do not show as the payment service does. */
export const RecordProblemInput = z.object({
  kind: z.enum(problemKinds),
  ref: name,
  account: name.nullable(),
  type: name,
  reason: z.string().transform(normalizeText).pipe(z.string().min(1).max(500)),
  invoiceId: optionalId("invoices"),
})

const provider = z.enum(["stripe", "sendgrid"])

/** An event as it was verified at the door. */
export const ReceiveWebhookInput = z.object({
  provider,
  account: name,
  eventId: name,
  type: name,
  happenedAt: z.date(),
  payload: z.record(z.string(), z.unknown()),
})

export const ProcessWebhookInput = z.object({ provider, account: name, eventId: name })

/** What was reported of an attempt; amounts are in the payment service's own minor units. */
export const SettleCheckoutInput = z.object({
  checkoutId: id("checkouts"),
  fact: z.enum(checkoutFacts),
  method: z.enum(paymentMethods),
  account: name,
  amount: z.number().int().nullable(),
  currency: z.string().max(10).nullable(),
  paymentIntentId: z.string().max(255).nullable(),
  metadata: z.record(z.string(), z.string()),
})
