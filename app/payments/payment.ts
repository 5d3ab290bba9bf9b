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
