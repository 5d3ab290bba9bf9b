/** How money reached the agency. */
export const paymentMethods = ["card", "bank", "cash", "cheque", "other"] as const
export type PaymentMethod = (typeof paymentMethods)[number]

/** A method in words. */
export const paymentMethodNames: Record<PaymentMethod, string> = {
  card: "Card",
  bank: "Bank transfer",
  cash: "Cash",
  cheque: "Cheque",
  other: "Other",
}

/** Where one attempt to pay by the payment page stands: written before the page is asked for, pending while a slow method clears. */
export const checkoutStatuses = ["opening", "open", "pending", "paid", "failed", "expired", "quarantined"] as const
export type CheckoutStatus = (typeof checkoutStatuses)[number]

/** Where a refund stands: on its way, arrived, or, days later perhaps, failed, which is final. */
export const refundStatuses = ["pending", "succeeded", "failed"] as const
export type RefundStatus = (typeof refundStatuses)[number]

/** Where a dispute stands; a closed one was won by the agency or lost. */
export const disputeStatuses = ["open", "won", "lost"] as const
export type DisputeStatus = (typeof disputeStatuses)[number]

/** What a dispute's report may state; each is true once and for good. */
export const disputeFacts = ["opened", "withdrawn", "reinstated", "won", "lost"] as const
export type DisputeFact = (typeof disputeFacts)[number]

/** Why something stands in the list of problems: an event that could not be acted on, a payment put aside, or books that differ. */
export const problemKinds = ["event", "quarantine", "drift"] as const
export type ProblemKind = (typeof problemKinds)[number]

/** A kind in words. */
export const problemKindNames: Record<ProblemKind, string> = {
  event: "Event not processed",
  quarantine: "Payment put aside",
  drift: "Books differ",
}
