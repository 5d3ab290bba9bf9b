import { stripeMinor } from "~/platform/language/money"
import type { CheckoutStatus, PaymentMethod } from "./payment"

/** What the payment service says became of an attempt: paid, accepted but not certain yet, refused later, or run out. */
export const checkoutFacts = ["paid", "pending", "failed", "expired"] as const
export type CheckoutFact = (typeof checkoutFacts)[number]

/**
 * Which fact an event about a payment page states, or null for one that states none. A page that is "completed" is paid
 * only when its payment status says so; a slow method is completed first and succeeds or fails later.
 */
export function factOf(eventType: string, paymentStatus: unknown): CheckoutFact | null {
  switch (eventType) {
    case "checkout.session.completed":
      return paymentStatus === "unpaid" ? "pending" : "paid"
    case "checkout.session.async_payment_succeeded":
      return "paid"
    case "checkout.session.async_payment_failed":
      return "failed"
    case "checkout.session.expired":
      return "expired"
    default:
      return null
  }
}

/**
 * Where an attempt stands after a fact, or null when it changes nothing. Facts come twice and in any order; every order
 * ends alike, and nothing leads back from paid.
 */
export function afterFact(status: CheckoutStatus, fact: CheckoutFact): CheckoutStatus | null {
  const rank = ranks[status]
  return ranks[fact] > rank ? fact : null
}

const ranks: Record<CheckoutStatus, number> = {
  opening: 0,
  open: 0,
  expired: 1,
  pending: 2,
  failed: 3,
  quarantined: 4,
  paid: 5,
}

/** How a payment page was paid: what was certain at once is a card, what took its time came from a bank. */
export const methodOf = (eventType: string): PaymentMethod =>
  eventType === "checkout.session.completed" ? "card" : "bank"

/** An attempt as it was written, and what was reported of it. */
type Expected = { id: string; organizationId: string; amountMinor: bigint; currency: string }
type Reported = {
  account: string
  amount: number | null
  currency: string | null
  paymentIntentId: string | null
  metadata: Record<string, string>
}

/** The events' account when they are the installation's own. */
export const installationAccount = "installation"

/**
 * Why a report is not believed to be about the attempt, as a sentence, or null when everything fits. Whatever is reported
 * must name the attempt and come from its account; a payment must also be of the amount and currency that were asked for.
 */
export function mismatchOf(attempt: Expected, fact: CheckoutFact, reported: Reported): string | null {
  const { account, amount, currency, paymentIntentId, metadata } = reported
  const { id, organizationId, amountMinor } = attempt
  if (account !== installationAccount && account !== organizationId)
    return "It came from another organization's account."
  if (metadata.organization !== organizationId || metadata.attempt !== id) return "It names another attempt."
  if (fact !== "paid") return null
  const code = currency?.toUpperCase() ?? "no currency"
  if (code !== attempt.currency) return `It was paid in ${code}, not in ${attempt.currency}.`
  if (amount !== stripeMinor({ minor: amountMinor, currency: attempt.currency }))
    return "Another amount was paid than asked for."
  return paymentIntentId ? null : "It names no payment."
}

/** Who posts events: an organization or the installation, with a key of one mode. */
type Sender = { account: string; livemode: boolean }

/**
 * The account that an event is of, as the inbox names it: its sender's own or, behind a stroke, one that is not: an account
 * connected to it (Stripe's `acct_…`), or its own in the other mode.
 */
export function accountOf(sender: Sender, event: { account: string | null; livemode: boolean }): string {
  if (event.account !== null) return `${sender.account}|${event.account}`
  return event.livemode === sender.livemode ? sender.account : `${sender.account}|${event.livemode ? "live" : "test"}`
}

/** Whose account an inbox's account is not, and why nothing of it is booked; null for a sender's own. */
export function strangeAccount(account: string): { sender: string; reason: string } | null {
  const [sender = "", stranger] = account.split("|")
  if (stranger === undefined) return null
  const reason =
    stranger === "live" || stranger === "test"
      ? `An event in ${stranger} mode was told, but the key here is of ${stranger === "live" ? "test" : "live"} mode; nothing was booked`
      : `An event of the connected account ${stranger} was told, which is not the account payments are taken on; nothing was booked`
  return { sender, reason }
}
