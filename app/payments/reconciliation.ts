import type { StripeListing, StripePayment } from "~/adapters/stripe.server"
import { decimalOf, fromStripeMinor } from "~/platform/language/money"

/** A payment as the books have it: what is left of it after everything that was booked on it. */
export type BookedPayment = { paymentIntentId: string; netMinor: bigint; currency: string; isRecent: boolean }

/** Where the books and the payment service differ, in a sentence. */
export type Drift = { ref: string; reason: string }

/**
 * Every payment of which the books have another amount than the payment service, after refunds and disputes. What the service
 * has and the books have not is a drift, and so is the opposite; older payments than the listing reaches are left alone.
 */
export function driftsOf(listing: StripeListing, booked: readonly BookedPayment[]): Drift[] {
  const there = listing.payments.filter(({ status }) => status === "succeeded")
  const known = new Map(booked.map((payment) => [payment.paymentIntentId, payment]))
  const listed = new Set(there.map(({ id }) => id))
  return [
    ...there.flatMap((payment) => differenceOf(payment, expectedOf(payment, listing), known.get(payment.id))),
    ...booked.flatMap((payment) =>
      payment.isRecent && !listed.has(payment.paymentIntentId) ? [unknownTo(payment)] : [],
    ),
  ]
}

/** What is left of a payment at the payment service: refunds that arrived and disputes that took money are gone. */
function expectedOf({ id, receivedMinor }: StripePayment, { refunds, disputes }: StripeListing): number {
  const refunded = refunds.filter(({ paymentIntentId, status }) => paymentIntentId === id && status === "succeeded")
  const taken = disputes.filter((each) => each.paymentIntentId === id && each.withdrawn && !each.reinstated)
  return [...refunded, ...taken].reduce((left, { amountMinor }) => left - amountMinor, receivedMinor)
}

function differenceOf(payment: StripePayment, expected: number, booked: BookedPayment | undefined): Drift[] {
  const theirs = fromStripeMinor(expected, payment.currency)
  if (booked && booked.netMinor === theirs.minor && booked.currency === theirs.currency) return []
  const ours = booked ? amount({ minor: booked.netMinor, currency: booked.currency }) : "no such payment"
  return [
    { ref: payment.id, reason: `The payment service has ${amount(theirs)} for ${payment.id}, the books have ${ours}.` },
  ]
}

const unknownTo = ({ paymentIntentId: ref, netMinor: minor, currency }: BookedPayment): Drift => ({
  ref,
  reason: `The books have ${amount({ minor, currency })} for ${ref}, which the payment service does not know.`,
})

const amount = (money: { minor: bigint; currency: string }) => `${decimalOf(money)} ${money.currency}`
