import type { Id } from "~/platform/language/ids"
import type { PaymentMethod, ProblemKind } from "./payment"

type Checkout = { checkoutId: Id<"checkouts">; invoiceId: Id<"invoices">; companyId: Id<"companies"> }

type Moved = {
  paymentId: Id<"payments">
  companyId: Id<"companies">
  invoiceId: Id<"invoices">
  amountMinor: bigint
  currency: string
}

/** Money that goes back; the credit note is the one that it was begun from, if any. */
type GivenBack = Moved & { creditNoteId: Id<"invoices"> | null }

type Problem = { problemId: Id<"problems">; kind: ProblemKind; invoiceId: Id<"invoices"> | null }

/**
 * What happens to money. A checkout is started when the attempt is written, opened when its page is there, refused when the
 * payment service gave none; failed is a payment that the bank did not carry out.
 */
export type PaymentEvents = {
  "checkout.started": Checkout & { amountMinor: bigint; currency: string }
  "checkout.opened": Checkout & { amountMinor: bigint; currency: string }
  "checkout.refused": Checkout & { reason: string }
  "checkout.pending": Checkout
  "checkout.failed": Checkout & { reason: string }
  "checkout.expired": Checkout
  "checkout.quarantined": Checkout & { reason: string }
  "payment.recorded": {
    paymentId: Id<"payments">
    companyId: Id<"companies">
    invoiceId: Id<"invoices"> | null
    method: PaymentMethod
    amountMinor: bigint
    currency: string
    creditMinor: bigint
  }
  /** A share of a payment that settled another invoice than the one it was recorded for. */
  "payment.applied": Moved
  /** Credit of a client that settled one of its invoices. */
  "credit.applied": {
    companyId: Id<"companies">
    invoiceId: Id<"invoices">
    amountMinor: bigint
    currency: string
  }
  "payment.refunded": GivenBack
  "payment.disputed": Moved & { reason: string | null }
  /** A refund that the payment service was asked for, has taken on, or refused. */
  "refund.started": GivenBack
  "refund.pending": GivenBack
  "refund.refused": GivenBack & { reason: string }
  /** A refund that the payment service could not carry out after all. */
  "refund.failed": GivenBack & { reason: string | null }
  /** Money that the client's bank took for a dispute, and gave back. */
  "dispute.withdrawn": Moved
  "dispute.reinstated": Moved
  "dispute.won": Moved
  "dispute.lost": Moved
  "problem.recorded": Problem & { reason: string }
  "problem.settled": Problem
  /** The books were compared with the payment service. */
  "account.reconciled": { reconciliationId: Id<"reconciliations">; booked: number; drifts: number }
  "payment-file.created": {
    fileId: Id<"payment_files">
    paymentId: Id<"payments">
    companyId: Id<"companies">
    invoiceId: Id<"invoices"> | null
  }
  "payment.reversed": {
    paymentId: Id<"payments">
    companyId: Id<"companies">
    invoiceId: Id<"invoices"> | null
    amountMinor: bigint
    currency: string
  }
}
