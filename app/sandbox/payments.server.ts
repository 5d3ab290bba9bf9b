import { sql } from "drizzle-orm"
import {
  addEvent,
  findObject,
  lockObject,
  newStripeId,
  type Store,
  type StoredObject,
  saveObject,
} from "./store.server"
import {
  answered,
  type ChargeObject,
  chargeOf,
  type IntentObject,
  intentOf,
  type PaymentMethod,
  type RefundObject,
  refundOf,
  type SessionObject,
} from "./stripe-objects"

/** Where events are told, and what time it is. */
export type Teller = { url: string; now: Date }

/** What a payment service would refuse; the message is Stripe's. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly param: string | null = null,
    readonly status = 400,
    readonly code: string | null = null,
    readonly type = "invalid_request_error",
  ) {
    super(message)
  }
}

const seconds = (now: Date) => Math.floor(now.getTime() / 1000)
/** Notes what happened to an object, and that it is to be told. */
export const tell = (store: Store, teller: Teller, type: string, object: StoredObject) =>
  addEvent(store, type, answered(object), teller.url, teller.now)

const missing = (kind: string, id: string) => new Refusal(`No such ${kind}: '${id}'`, "id", 404, "resource_missing")

/** An object that must exist; held until the transaction ends. */
export async function held<T extends StoredObject>(
  store: Store,
  kind: T["object"] & Parameters<typeof lockObject>[1],
  id: string,
): Promise<T> {
  const object = await lockObject<T>(store, kind, id)
  if (!object) throw missing(kind, id)
  return object
}

/** An object that must exist. */
export async function found<T extends StoredObject>(
  store: Store,
  kind: T["object"] & Parameters<typeof findObject>[1],
  id: string,
): Promise<T> {
  const object = await findObject<T>(store, kind, id)
  if (!object) throw missing(kind, id)
  return object
}

/** The client pays: a card at once, a debit later. A page that is no longer open is answered as it is. */
export async function paySession(
  store: Store,
  teller: Teller,
  id: string,
  method: PaymentMethod,
): Promise<SessionObject> {
  return store.transaction(async (tx) => {
    const session = await held<SessionObject>(tx, "checkout.session", id)
    if (session.status !== "open" || session.expires_at <= seconds(teller.now)) return session
    const intent = intentOf(session, newStripeId("pi_3"), newStripeId("ch_3"), method, seconds(teller.now))
    const charge = chargeOf(intent, intent.latest_charge!, method)
    const complete: SessionObject = {
      ...session,
      status: "complete",
      payment_status: method === "card" ? "paid" : "unpaid",
      payment_intent: intent.id,
      customer_details: { email: session.customer_email, name: null, phone: null, address: null },
      url: null,
    }
    for (const object of [charge, intent, complete]) await saveObject(tx, object)
    if (method === "card") await tell(tx, teller, "charge.succeeded", charge)
    await tell(tx, teller, method === "card" ? "payment_intent.succeeded" : "payment_intent.processing", intent)
    await tell(tx, teller, "checkout.session.completed", complete)
    return complete
  })
}

/** The bank has decided on a debit. A payment that is not waiting for it is refused. */
export async function settleSession(
  store: Store,
  teller: Teller,
  id: string,
  outcome: "succeeded" | "failed",
): Promise<SessionObject> {
  return store.transaction(async (tx) => {
    const session = await held<SessionObject>(tx, "checkout.session", id)
    const intent = session.payment_intent
      ? await held<IntentObject>(tx, "payment_intent", session.payment_intent)
      : null
    if (intent?.status !== "processing") throw new Refusal("This payment does not wait for a bank.")
    const charge = await held<ChargeObject>(tx, "charge", intent.latest_charge!)
    return outcome === "succeeded"
      ? arrive(tx, teller, session, intent, charge)
      : bounce(tx, teller, session, intent, charge)
  })
}

async function arrive(tx: Store, teller: Teller, session: SessionObject, intent: IntentObject, charge: ChargeObject) {
  const paidCharge: ChargeObject = {
    ...charge,
    status: "succeeded",
    paid: true,
    captured: true,
    amount_captured: charge.amount,
  }
  const paidIntent: IntentObject = { ...intent, status: "succeeded", amount_received: intent.amount }
  const paid: SessionObject = { ...session, payment_status: "paid" }
  for (const object of [paidCharge, paidIntent, paid]) await saveObject(tx, object)
  await tell(tx, teller, "charge.succeeded", paidCharge)
  await tell(tx, teller, "payment_intent.succeeded", paidIntent)
  await tell(tx, teller, "checkout.session.async_payment_succeeded", paid)
  return paid
}

async function bounce(tx: Store, teller: Teller, session: SessionObject, intent: IntentObject, charge: ChargeObject) {
  const message = "The customer's bank account has insufficient funds to cover this payment."
  const error = { code: "insufficient_funds", message, type: "card_error" }
  const failedCharge: ChargeObject = { ...charge, status: "failed", failure_code: error.code, failure_message: message }
  const failedIntent: IntentObject = { ...intent, status: "requires_payment_method", last_payment_error: error }
  for (const object of [failedCharge, failedIntent]) await saveObject(tx, object)
  await tell(tx, teller, "charge.failed", failedCharge)
  await tell(tx, teller, "payment_intent.payment_failed", failedIntent)
  await tell(tx, teller, "checkout.session.async_payment_failed", session)
  return session
}

/** Closes a page; only an open one can be closed. */
export async function closeSession(store: Store, teller: Teller, id: string): Promise<SessionObject> {
  return store.transaction(async (tx) => {
    const session = await held<SessionObject>(tx, "checkout.session", id)
    if (session.status !== "open") {
      throw new Refusal(
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`,
      )
    }
    const expired: SessionObject = { ...session, status: "expired", url: null }
    await saveObject(tx, expired)
    await tell(tx, teller, "checkout.session.expired", expired)
    return expired
  })
}

/** Closes every page whose time has passed. */
export async function expireDue(store: Store, teller: Teller): Promise<void> {
  const { rows } = await store.execute<{ id: string }>(sql`
    select id from sandbox.objects where kind = 'checkout.session' and data ->> 'status' = 'open'
    and (data ->> 'expires_at')::bigint <= ${seconds(teller.now)}`)
  for (const { id } of rows) {
    await closeSession(store, teller, id).catch((error) => {
      if (!(error instanceof Refusal)) throw error
    })
  }
}

/** What is given back and on what: a payment or a charge; everything that is left when no amount is named. */
export type RefundOrder = { paymentIntent?: string; charge?: string; amount?: number; metadata: Record<string, string> }

/** Gives money back at once, as for cards; it can fail later. Never more than is left. */
export async function refundPayment(store: Store, teller: Teller, order: RefundOrder): Promise<RefundObject> {
  return store.transaction(async (tx) => {
    const chargeId =
      order.charge ??
      (order.paymentIntent && (await found<IntentObject>(tx, "payment_intent", order.paymentIntent)).latest_charge)
    if (!chargeId)
      throw new Refusal("One of the following params should be provided for this request: payment_intent or charge.")
    const charge = await held<ChargeObject>(tx, "charge", chargeId)
    const left = charge.amount - charge.amount_refunded
    const amount = order.amount ?? left
    if (charge.status !== "succeeded")
      throw new Refusal(`This PaymentIntent (${charge.payment_intent}) does not have a successful charge to refund.`)
    if (charge.disputed)
      throw new Refusal(
        `Charge ${charge.id} has been charged back; cannot issue a refund.`,
        null,
        400,
        "charge_disputed",
      )
    if (left === 0)
      throw new Refusal(`Charge ${charge.id} has already been refunded.`, null, 400, "charge_already_refunded")
    if (amount > left)
      throw new Refusal(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, "amount")
    const refund = refundOf(charge, newStripeId("re_3"), amount, order.metadata, seconds(teller.now))
    const refunded = charge.amount_refunded + amount
    const lessened: ChargeObject = { ...charge, amount_refunded: refunded, refunded: refunded === charge.amount }
    for (const object of [refund, lessened]) await saveObject(tx, object)
    await tell(tx, teller, "refund.created", refund)
    await tell(tx, teller, "charge.refunded", lessened)
    return refund
  })
}

/** A refund comes back days later: the card is gone. */
export async function failRefund(store: Store, teller: Teller, id: string): Promise<RefundObject> {
  return store.transaction(async (tx) => {
    const refund = await held<RefundObject>(tx, "refund", id)
    if (refund.status === "failed") throw new Refusal(`This refund has a status of ${refund.status}.`)
    const charge = await held<ChargeObject>(tx, "charge", refund.charge)
    const failed: RefundObject = { ...refund, status: "failed", failure_reason: "expired_or_canceled_card" }
    await saveObject(tx, failed)
    await saveObject(tx, { ...charge, amount_refunded: charge.amount_refunded - refund.amount, refunded: false })
    await tell(tx, teller, "refund.updated", failed)
    await tell(tx, teller, "refund.failed", failed)
    return failed
  })
}
