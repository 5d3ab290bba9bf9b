import type { Id } from "~/platform/language/ids"
import type { PaymentMethod } from "./payment"

type Checkout = { checkoutId: Id<"checkouts">; invoiceId: Id<"invoices">; companyId: Id<"companies"> }

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
  "payment.reversed": {
    paymentId: Id<"payments">
    companyId: Id<"companies">
    invoiceId: Id<"invoices"> | null
    amountMinor: bigint
    currency: string
  }
}
