import { held, Refusal, type Teller, tell } from "./payments.server"
import { newStripeId, type Store, saveObject } from "./store.server"
import type { ChargeObject, DisputeObject, IntentObject } from "./stripe-objects"

/** What a dispute costs, won or lost, in the currency's minor units. */
const fee = 2000

/** The client's bank disputes a payment: it takes the whole of what is left of it at once. */
export async function disputePayment(store: Store, teller: Teller, paymentIntent: string): Promise<DisputeObject> {
  return store.transaction(async (tx) => {
    const intent = await held<IntentObject>(tx, "payment_intent", paymentIntent)
    const charge = await held<ChargeObject>(tx, "charge", intent.latest_charge ?? "")
    const amount = charge.amount - charge.amount_refunded
    if (charge.status !== "succeeded" || charge.disputed || amount <= 0)
      throw new Refusal("This charge cannot be disputed.")
    const taken = movement(-amount, fee, charge.currency)
    const opened: DisputeObject = {
      ...{ id: newStripeId("dp_1"), object: "dispute", created: Math.floor(teller.now.getTime() / 1000) },
      ...{ amount, currency: charge.currency, charge: charge.id, payment_intent: intent.id, reason: "fraudulent" },
      ...{ status: "needs_response", balance_transactions: [], livemode: false, metadata: {} },
    }
    const withdrawn: DisputeObject = { ...opened, balance_transactions: [taken] }
    for (const object of [withdrawn, { ...charge, disputed: true }]) await saveObject(tx, object)
    await tell(tx, teller, "charge.dispute.created", opened)
    await tell(tx, teller, "charge.dispute.funds_withdrawn", withdrawn)
    return withdrawn
  })
}

/** The bank has decided: won gives the money back, lost leaves it gone. */
export async function closeDispute(
  store: Store,
  teller: Teller,
  id: string,
  status: "won" | "lost",
): Promise<DisputeObject> {
  return store.transaction(async (tx) => {
    const dispute = await held<DisputeObject>(tx, "dispute", id)
    if (dispute.status !== "needs_response") throw new Refusal(`This dispute has a status of ${dispute.status}.`)
    const back = movement(dispute.amount, 0, dispute.currency)
    const closed: DisputeObject = { ...dispute, status }
    const reinstated: DisputeObject = { ...closed, balance_transactions: [...dispute.balance_transactions, back] }
    await saveObject(tx, status === "won" ? reinstated : closed)
    const charge = await held<ChargeObject>(tx, "charge", dispute.charge)
    if (status === "won") await saveObject(tx, { ...charge, disputed: false })
    if (status === "won") await tell(tx, teller, "charge.dispute.funds_reinstated", reinstated)
    await tell(tx, teller, "charge.dispute.closed", status === "won" ? reinstated : closed)
    return status === "won" ? reinstated : closed
  })
}

const movement = (amount: number, fee: number, currency: string) => ({
  ...{ id: newStripeId("txn_1"), object: "balance_transaction" as const, amount, fee, currency },
})
