import type Stripe from "stripe"
import { type Env, env } from "~/platform/env.server"
import { OutsideFailure } from "~/platform/language/errors"
import { once } from "~/platform/once.server"
import { sandboxAccount } from "./sandbox-account.server"

/** The version of Stripe's API every call asks for, and the shape its answers have. */
const apiVersion = "2026-10-28.endive"
const timeoutMilliseconds = 10_000

/** Stripe's SDK, read when the first call or webhook asks for it: it is large, and a start waits for nothing. */
const sdk = async () => (await import("stripe")).default

/** One Stripe account: its key, the secret its webhooks are signed with ("" when none is set: no event is believed), and whether money is real. */
export type StripeAccount = { secretKey: string; webhookSecret: string; apiBase?: string; livemode: boolean }

type Settings = Partial<Pick<Env, "STRIPE_SECRET_KEY" | "STRIPE_WEBHOOK_SECRET" | "STRIPE_API_BASE">> &
  Pick<Env, "SECRET_KEY" | "SANDBOX_PORT" | "sandboxOn">

/** The installation's own account: the one of the settings, else the sandbox's where it runs, else null (card payment is off). */
export function installationStripe(settings: Settings = env): StripeAccount | null {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret, STRIPE_API_BASE: apiBase } = settings
  if (secretKey) {
    return { secretKey, webhookSecret: webhookSecret ?? "", apiBase, livemode: /^[sr]k_live_/.test(secretKey) }
  }
  if (!settings.sandboxOn) return null
  const account = sandboxAccount(settings)
  return {
    secretKey: account.stripeKey,
    webhookSecret: account.stripeWebhookSecret,
    apiBase: account.origin,
    livemode: false,
  }
}

/** What a payment is for; kept on the session and on the payment, so that either alone leads back to the invoice. */
export type InvoiceReference = { organization: string; invoice: string; attempt: string }

/** A Checkout page to be opened. Amounts are in Stripe's own minor units; Stripe takes expiries from 30 minutes to 24 hours ahead. */
export type CheckoutOpening = {
  amountMinor: number
  currency: string
  description: string
  invoiceRef: InvoiceReference
  successUrl: string
  cancelUrl: string
  customerEmail?: string
  idempotencyKey: string
  expiresAt: Date
}

/** A Checkout page as Stripe knows it. `paid` is only what `paymentStatus` says; "complete" alone is not. */
export type CheckoutSession = {
  id: string
  url: string | null
  status: "open" | "complete" | "expired"
  paymentStatus: "paid" | "unpaid" | "no_payment_required"
  amountMinor: number
  currency: string
  paymentIntentId: string | null
  metadata: Record<string, string>
  expiresAt: Date
  livemode: boolean
}

/** A payment as Stripe knows it; `method` is Stripe's word for it, such as "card" or "sepa_debit". */
export type StripePayment = {
  id: string
  status: Stripe.PaymentIntent.Status
  amountMinor: number
  receivedMinor: number
  currency: string
  method: string | null
  chargeId: string | null
  failure: string | null
  metadata: Record<string, string>
  livemode: boolean
}

export type StripeRefund = {
  id: string
  status: "pending" | "requires_action" | "succeeded" | "failed" | "canceled"
  amountMinor: number
  currency: string
  paymentIntentId: string | null
  failure: string | null
  metadata: Record<string, string>
}

/** A dispute as Stripe knows it; `withdrawn` and `reinstated` say whether money was taken for it and came back. */
export type StripeDispute = {
  id: string
  status: string
  amountMinor: number
  currency: string
  reason: string | null
  paymentIntentId: string | null
  withdrawn: boolean
  reinstated: boolean
}

/** What came into being at Stripe from a moment on. */
export type StripeListing = { payments: StripePayment[]; refunds: StripeRefund[]; disputes: StripeDispute[] }

/** Money to give back, in Stripe's minor units. */
export type RefundOrder = {
  paymentIntentId: string
  amountMinor: number
  metadata?: Record<string, string>
  idempotencyKey: string
}

/** The calls we make to Stripe. Each fails with OutsideFailure("stripe") within 10 s, retriable unless Stripe refused the call itself. */
export type StripeGateway = {
  /** Opens a Checkout page for one amount. The same key answers with the same page. POST /v1/checkout/sessions */
  openCheckoutSession(opening: CheckoutOpening): Promise<{ id: string; url: string; expiresAt: Date }>
  /** GET /v1/checkout/sessions/:id */
  retrieveSession(id: string): Promise<CheckoutSession>
  /** Closes an open page; one that is no longer open is answered as it is. POST /v1/checkout/sessions/:id/expire */
  expireSession(id: string): Promise<CheckoutSession>
  /** GET /v1/payment_intents/:id */
  retrievePaymentIntent(id: string): Promise<StripePayment>
  /** Gives money back; it may still fail days later. POST /v1/refunds */
  refund(order: RefundOrder): Promise<StripeRefund>
  /** GET /v1/refunds/:id */
  retrieveRefund(id: string): Promise<StripeRefund>
  /** The refunds of a payment. GET /v1/refunds?payment_intent= */
  refundsOf(paymentIntentId: string): Promise<StripeRefund[]>
  /** GET /v1/disputes/:id */
  retrieveDispute(id: string): Promise<StripeDispute>
  /** Everything from a moment on, page by page. GET /v1/payment_intents, /v1/refunds, /v1/disputes */
  listSince(since: Date): Promise<StripeListing>
}

/** The calls to one account. Throws RangeError when `apiBase` has a path, which the SDK cannot take. */
export function stripeFor(account: StripeAccount): StripeGateway {
  const place = placeOf(account.apiBase)
  const ask = <R>(call: (client: Stripe) => Promise<R>) => outside(async () => call(await clientOf(account, place)))
  return {
    openCheckoutSession: (opening) => ask((client) => openCheckoutSession(client, opening)),
    retrieveSession: (id) => ask(async (client) => sessionOf(await client.checkout.sessions.retrieve(id))),
    expireSession: (id) => ask((client) => expireSession(client, id)),
    retrievePaymentIntent: (id) =>
      ask(async (client) => paymentOf(await client.paymentIntents.retrieve(id, { expand: ["latest_charge"] }))),
    refund: (order) => ask((client) => refund(client, order)),
    retrieveRefund: (id) => ask(async (client) => refundOf(await client.refunds.retrieve(id))),
    refundsOf: (payment_intent) =>
      ask(async (client) => (await every(client.refunds.list({ payment_intent, limit: 100 }))).map(refundOf)),
    retrieveDispute: (id) => ask(async (client) => disputeOf(await client.disputes.retrieve(id))),
    listSince: (since) => ask((client) => listSince(client, since)),
  }
}

type Place = ReturnType<typeof placeOf>

async function clientOf({ secretKey, apiBase }: StripeAccount, place: Place): Promise<Stripe> {
  const clients = once("stripe clients", () => new Map<string, Stripe>())
  const name = `${secretKey} ${apiBase ?? ""}`
  const known = clients.get(name)
  if (known) return known
  const Stripe = await sdk()
  const client = new Stripe(secretKey, {
    ...place,
    apiVersion,
    timeout: timeoutMilliseconds,
    maxNetworkRetries: 0,
    telemetry: false,
  })
  if (clients.size >= 1000) clients.clear()
  clients.set(name, client)
  return client
}

function placeOf(apiBase: string | undefined) {
  if (!apiBase) return {}
  const url = new URL(apiBase)
  if (url.pathname !== "/") throw new RangeError("Stripe's API base must be an address without a path")
  const protocol = url.protocol === "http:" ? ("http" as const) : ("https" as const)
  return { protocol, host: url.hostname, port: url.port || (protocol === "http" ? 80 : 443) }
}

async function openCheckoutSession(client: Stripe, opening: CheckoutOpening) {
  const metadata = { ...opening.invoiceRef }
  const product = { name: opening.description }
  const price = { currency: opening.currency.toLowerCase(), unit_amount: opening.amountMinor, product_data: product }
  const session = await client.checkout.sessions.create(
    {
      mode: "payment",
      submit_type: "pay",
      line_items: [{ quantity: 1, price_data: price }],
      client_reference_id: opening.invoiceRef.invoice,
      customer_email: opening.customerEmail,
      metadata,
      payment_intent_data: { metadata, description: opening.description },
      success_url: opening.successUrl,
      cancel_url: opening.cancelUrl,
      expires_at: Math.floor(opening.expiresAt.getTime() / 1000),
    },
    { idempotencyKey: opening.idempotencyKey },
  )
  if (!session.url)
    throw new OutsideFailure("stripe", "The payment service gave no page to pay on.", { retriable: true })
  return { id: session.id, url: session.url, expiresAt: new Date(session.expires_at * 1000) }
}

async function expireSession(client: Stripe, id: string): Promise<CheckoutSession> {
  try {
    return sessionOf(await client.checkout.sessions.expire(id))
  } catch (error) {
    if (!(error instanceof (await sdk()).errors.StripeInvalidRequestError)) throw error
    const session = await client.checkout.sessions.retrieve(id)
    if (session.status === "open") throw error
    return sessionOf(session)
  }
}

async function refund(client: Stripe, order: RefundOrder): Promise<StripeRefund> {
  const { paymentIntentId: payment_intent, amountMinor: amount, metadata, idempotencyKey } = order
  return refundOf(await client.refunds.create({ payment_intent, amount, metadata }, { idempotencyKey }))
}

/** How much of a list is read at most: a list that is longer is looked at again from its cursor. */
const longest = 10_000
const every = <Item>(list: Stripe.ApiListPromise<Item>) => list.autoPagingToArray({ limit: longest })

async function listSince(client: Stripe, since: Date): Promise<StripeListing> {
  const window = { created: { gte: Math.floor(since.getTime() / 1000) }, limit: 100 }
  const intents = await every(client.paymentIntents.list({ ...window, expand: ["data.latest_charge"] }))
  const refunds = await every(client.refunds.list(window))
  const disputes = await every(client.disputes.list(window))
  return { payments: intents.map(paymentOf), refunds: refunds.map(refundOf), disputes: disputes.map(disputeOf) }
}

const idOf = (reference: string | { id: string } | null | undefined) =>
  typeof reference === "string" ? reference : (reference?.id ?? null)

function sessionOf(session: Stripe.Checkout.Session): CheckoutSession {
  return {
    id: session.id,
    url: session.url,
    status: (session.status ?? "open") as CheckoutSession["status"],
    paymentStatus: session.payment_status as CheckoutSession["paymentStatus"],
    amountMinor: session.amount_total ?? 0,
    currency: (session.currency ?? "").toUpperCase(),
    paymentIntentId: idOf(session.payment_intent),
    metadata: session.metadata ?? {},
    expiresAt: new Date(session.expires_at * 1000),
    livemode: session.livemode,
  }
}

function paymentOf(intent: Stripe.PaymentIntent): StripePayment {
  const charge = typeof intent.latest_charge === "string" ? null : intent.latest_charge
  return {
    id: intent.id,
    status: intent.status,
    amountMinor: intent.amount,
    receivedMinor: intent.amount_received,
    currency: intent.currency.toUpperCase(),
    method: charge?.payment_method_details?.type ?? intent.payment_method_types[0] ?? null,
    chargeId: idOf(intent.latest_charge),
    failure: intent.last_payment_error?.message ?? null,
    metadata: intent.metadata,
    livemode: intent.livemode,
  }
}

function refundOf(refund: Stripe.Refund): StripeRefund {
  return {
    id: refund.id,
    status: (refund.status ?? "pending") as StripeRefund["status"],
    amountMinor: refund.amount,
    currency: refund.currency.toUpperCase(),
    paymentIntentId: idOf(refund.payment_intent),
    failure: refund.failure_reason ?? null,
    metadata: refund.metadata ?? {},
  }
}

function disputeOf(dispute: Stripe.Dispute): StripeDispute {
  const moved = dispute.balance_transactions ?? []
  return {
    id: dispute.id,
    status: dispute.status,
    amountMinor: dispute.amount,
    currency: dispute.currency.toUpperCase(),
    reason: dispute.reason || null,
    paymentIntentId: idOf(dispute.payment_intent),
    withdrawn: moved.some(({ amount }) => amount < 0),
    reinstated: moved.some(({ amount }) => amount > 0),
  }
}

async function outside<R>(call: () => Promise<R>): Promise<R> {
  try {
    return await call()
  } catch (cause) {
    if (cause instanceof OutsideFailure) throw cause
    const retriable = await mayPass(cause)
    const sentence = retriable
      ? "The payment service cannot be reached at the moment."
      : "The payment service did not accept the request."
    throw new OutsideFailure("stripe", sentence, { retriable, cause })
  }
}

/** Whether the same call may succeed later: no answer, an answer that is none, too many calls, or the same call still under way. */
async function mayPass(error: unknown): Promise<boolean> {
  const { StripeConnectionError, StripeAPIError, StripeRateLimitError, StripeError } = (await sdk()).errors
  if (!(error instanceof StripeError)) return true
  if (error instanceof StripeConnectionError || error instanceof StripeAPIError) return true
  return error instanceof StripeRateLimitError || error.code === "idempotency_key_in_use"
}

/** What Stripe says happened: a hint, since events come twice and in any order. Re-read the object before acting on it. */
export type StripeEvent = {
  id: string
  type: string
  created: Date
  livemode: boolean
  /** The connected account it is about; null for the account's own. */
  account: string | null
  object: StripeEventObject
}

/** The object of an event: its id (a few have none), its kind ("checkout.session", "payment_intent", "charge", "refund"), and Stripe's other fields as they came. */
export type StripeEventObject = {
  id?: string
  object: string
  metadata?: Record<string, string>
  payment_intent?: string | null
  [field: string]: unknown
}

/** Reads a webhook's raw body. Null when the signature is not of this secret, older than the tolerance (seconds), or the body is no event. */
export async function readEvent(
  raw: Buffer | string,
  signature: string,
  secret: string,
  toleranceSeconds = 300,
): Promise<StripeEvent | null> {
  if (secret === "") return null
  try {
    const event = (await verifier()).webhooks.constructEvent(raw, signature, secret, toleranceSeconds)
    const object: unknown = event.data?.object
    if (typeof event.id !== "string" || typeof event.type !== "string" || !isObject(object)) return null
    const { id, type, livemode } = event
    return { id, type, created: new Date(event.created * 1000), livemode, account: event.account ?? null, object }
  } catch {
    return null
  }
}

const isObject = (value: unknown): value is StripeEventObject =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const verifier = () =>
  once("stripe verifier", async () => new (await sdk())("sk_test_none", { apiVersion, telemetry: false }))
