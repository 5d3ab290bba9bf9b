import type { StoredObject } from "./store.server"

/** The fields of Stripe's objects that are filled in; the names are Stripe's. Amounts are in Stripe's minor units, times in Unix seconds. */
export type SessionObject = StoredObject & {
  object: "checkout.session"
  status: "open" | "complete" | "expired"
  payment_status: "paid" | "unpaid"
  amount_total: number
  currency: string
  expires_at: number
  success_url: string
  cancel_url: string | null
  customer_email: string | null
  payment_intent: string | null
  metadata: Record<string, string>
  url: string | null
  /** What the page and the payment need, and Stripe does not answer. */
  kept: { title: string; description: string | null; metadata: Record<string, string> }
}

export type IntentObject = StoredObject & {
  object: "payment_intent"
  status: "processing" | "succeeded" | "requires_payment_method"
  amount: number
  amount_received: number
  currency: string
  latest_charge: string | null
  payment_method_types: string[]
  last_payment_error: { code: string; message: string; type: string } | null
  metadata: Record<string, string>
}

export type ChargeObject = StoredObject & {
  object: "charge"
  status: "pending" | "succeeded" | "failed"
  amount: number
  amount_refunded: number
  refunded: boolean
  paid: boolean
  currency: string
  payment_intent: string
}

export type RefundObject = StoredObject & {
  object: "refund"
  status: "pending" | "succeeded" | "failed"
  amount: number
  currency: string
  charge: string
  payment_intent: string
  failure_reason: string | null
  metadata: Record<string, string>
}

export type DisputeObject = StoredObject & {
  object: "dispute"
  status: "needs_response" | "won" | "lost"
  amount: number
  currency: string
  charge: string
  payment_intent: string
  reason: string
  balance_transactions: { id: string; object: "balance_transaction"; amount: number; fee: number; currency: string }[]
}

/** An object without what the sandbox keeps beside it: as it is answered and told. */
export function answered<T extends StoredObject>(object: T): StoredObject {
  const { kept: _, ...rest } = object as StoredObject & { kept?: unknown }
  return rest as StoredObject
}

/** How the client pays on the page: at once, or by a debit that arrives or bounces days later. */
export type PaymentMethod = "card" | "sepa_debit"

const cardDetails = {
  type: "card",
  card: { brand: "visa", last4: "4242", country: "DE", exp_month: 12, exp_year: 2034 },
}
const debitDetails = { type: "sepa_debit", sepa_debit: { bank_code: "37040044", country: "DE", last4: "3000" } }

/** The payment of a session. */
export function intentOf(
  session: SessionObject,
  id: string,
  charge: string,
  method: PaymentMethod,
  created: number,
): IntentObject {
  const paid = method === "card"
  return {
    id,
    object: "payment_intent",
    created,
    amount: session.amount_total,
    amount_capturable: 0,
    amount_received: paid ? session.amount_total : 0,
    canceled_at: null,
    capture_method: "automatic_async",
    client_secret: null,
    confirmation_method: "automatic",
    currency: session.currency,
    customer: null,
    description: session.kept.description,
    last_payment_error: null,
    latest_charge: charge,
    livemode: false,
    metadata: session.kept.metadata,
    payment_method: `pm_${id.slice(3)}`,
    payment_method_types: [method],
    receipt_email: session.customer_email,
    status: paid ? "succeeded" : "processing",
  }
}

/** The charge of a payment. */
export function chargeOf(intent: IntentObject, id: string, method: PaymentMethod): ChargeObject {
  const paid = method === "card"
  return {
    id,
    object: "charge",
    created: intent.created,
    amount: intent.amount,
    amount_captured: paid ? intent.amount : 0,
    amount_refunded: 0,
    billing_details: { email: intent.receipt_email ?? null, name: null, phone: null, address: null },
    captured: paid,
    currency: intent.currency,
    description: intent.description,
    disputed: false,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: intent.metadata,
    paid,
    payment_intent: intent.id,
    payment_method: intent.payment_method,
    payment_method_details: paid ? cardDetails : debitDetails,
    refunded: false,
    status: paid ? "succeeded" : "pending",
  }
}

/** Money given back on a charge. */
export function refundOf(
  charge: ChargeObject,
  id: string,
  amount: number,
  metadata: Record<string, string>,
  created: number,
): RefundObject {
  return {
    id,
    object: "refund",
    created,
    amount,
    balance_transaction: null,
    charge: charge.id,
    currency: charge.currency,
    destination_details: null,
    failure_reason: null,
    metadata,
    payment_intent: charge.payment_intent,
    reason: null,
    receipt_number: null,
    status: "succeeded",
  }
}
