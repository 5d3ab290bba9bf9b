import { createHmac } from "node:crypto"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { OutsideFailure } from "~/platform/language/errors"
import { aSandbox, type SandboxWorld } from "../../tests/support/sandbox"
import { type CheckoutOpening, installationStripe, readEvent, type StripeGateway, stripeFor } from "./stripe.server"

let world: SandboxWorld
let stripe: StripeGateway
let count = 0

beforeAll(async () => {
  world = await aSandbox()
  stripe = stripeFor(installationStripe(world.settings)!)
})
afterAll(() => world.stop())

const opening = (change: Partial<CheckoutOpening> = {}): CheckoutOpening => ({
  amountMinor: 339150,
  currency: "EUR",
  description: "Deposit, invoice 2026-0001",
  invoiceRef: { organization: "o1", invoice: "i1", attempt: "a1" },
  successUrl: `${world.appOrigin}/i/token?paid=1&session={CHECKOUT_SESSION_ID}`,
  cancelUrl: `${world.appOrigin}/i/token`,
  customerEmail: "ana@cafe.example",
  idempotencyKey: `attempt-${++count}`,
  expiresAt: new Date(Date.now() + 60 * 60_000),
  ...change,
})

describe("the payment service", () => {
  it("opens a page for an amount and knows it again", async () => {
    const opened = await stripe.openCheckoutSession(opening())
    expect(opened.url).toBe(`http://localhost:${world.settings.SANDBOX_PORT}/checkout/${opened.id}`)
    const session = await stripe.retrieveSession(opened.id)
    expect(session).toMatchObject({
      status: "open",
      paymentStatus: "unpaid",
      amountMinor: 339150,
      currency: "EUR",
      paymentIntentId: null,
      metadata: { organization: "o1", invoice: "i1", attempt: "a1" },
      livemode: false,
    })
    expect(session.expiresAt).toEqual(opened.expiresAt)
  })

  it("answers the same key with the same page, also when asked many times at once", async () => {
    const order = opening()
    const first = await stripe.openCheckoutSession(order)
    const again = await Promise.allSettled([1, 2, 3, 4].map(() => stripe.openCheckoutSession(order)))
    for (const one of again) {
      if (one.status === "fulfilled") expect(one.value.id).toBe(first.id)
      else expect(one.reason).toMatchObject({ retriable: true })
    }
    expect((await stripe.openCheckoutSession(order)).id).toBe(first.id)
  })

  it("refuses another amount under a used key, for good", async () => {
    const order = opening()
    await stripe.openCheckoutSession(order)
    const other = stripe.openCheckoutSession({ ...order, amountMinor: 100 })
    await expect(other).rejects.toMatchObject({ service: "stripe", retriable: false })
  })

  it("refuses what cannot be charged: too little, an unknown currency, a page that lives too long", async () => {
    const wrong = [{ amountMinor: 10 }, { currency: "XXX" }, { expiresAt: new Date(Date.now() + 25 * 3600_000) }]
    for (const change of wrong) {
      await expect(stripe.openCheckoutSession(opening(change))).rejects.toMatchObject({ retriable: false })
    }
  })

  it("closes an open page, and answers with a paid one as it is", async () => {
    const { id } = await stripe.openCheckoutSession(opening())
    expect((await stripe.expireSession(id)).status).toBe("expired")
    expect((await stripe.expireSession(id)).status).toBe("expired")
    const paid = await stripe.openCheckoutSession(opening())
    await world.api(`/sessions/${paid.id}/pay`, { method: "card" })
    expect(await stripe.expireSession(paid.id)).toMatchObject({ status: "complete", paymentStatus: "paid" })
  })

  it("gives money back once per key and never more than was paid", async () => {
    const { id } = await stripe.openCheckoutSession(opening())
    await world.api(`/sessions/${id}/pay`, { method: "card" })
    const { paymentIntentId } = await stripe.retrieveSession(id)
    const order = { paymentIntentId: paymentIntentId!, amountMinor: 10_000, idempotencyKey: `refund-${id}` }
    const refund = await stripe.refund(order)
    expect(refund).toMatchObject({ status: "succeeded", amountMinor: 10_000, currency: "EUR", paymentIntentId })
    expect((await stripe.refund(order)).id).toBe(refund.id)
    const more = stripe.refund({ ...order, amountMinor: 330_000, idempotencyKey: `more-${id}` })
    await expect(more).rejects.toMatchObject({ retriable: false })
    await world.api(`/refunds/${refund.id}/fail`, {})
    expect(await stripe.retrieveRefund(refund.id)).toMatchObject({
      status: "failed",
      failure: "expired_or_canceled_card",
    })
  })

  it("says how a payment stands", async () => {
    const { id } = await stripe.openCheckoutSession(opening())
    await world.api(`/sessions/${id}/pay`, { method: "sepa_debit" })
    const { paymentIntentId } = await stripe.retrieveSession(id)
    const waiting = await stripe.retrievePaymentIntent(paymentIntentId!)
    expect(waiting).toMatchObject({
      status: "processing",
      receivedMinor: 0,
      method: "sepa_debit",
      metadata: { invoice: "i1" },
    })
    await world.api(`/sessions/${id}/settle`, { outcome: "failed" })
    const failed = await stripe.retrievePaymentIntent(paymentIntentId!)
    expect(failed.status).toBe("requires_payment_method")
    expect(failed.failure).toContain("insufficient funds")
  })

  it("in trouble fails in a way that may pass: errors, refusals to listen, nonsense, broken lines", async () => {
    for (const kind of ["500", "429", "garbage", "reset"]) {
      await world.api("/faults", { service: "stripe", kind, path: "/v1/checkout", times: kind === "reset" ? 2 : 1 })
      const failure = await stripe.openCheckoutSession(opening()).catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(OutsideFailure)
      expect(failure).toMatchObject({ service: "stripe", retriable: true })
    }
    await expect(stripe.openCheckoutSession(opening())).resolves.toBeTruthy()
  })

  it("whose answer was lost gives it to the same key again", async () => {
    await world.api("/faults", { service: "stripe", kind: "lost", path: "/v1/checkout", times: 2 })
    const order = opening()
    await expect(stripe.openCheckoutSession(order)).rejects.toMatchObject({ retriable: true })
    const sessions = (await world.api("/sessions")) as unknown[]
    await stripe.openCheckoutSession(order)
    expect(await world.api("/sessions")).toHaveLength(sessions.length)
  })

  it("does not know a wrong key or an unknown page", async () => {
    const stranger = stripeFor({
      secretKey: "sk_test_wrong",
      webhookSecret: "",
      apiBase: world.account.origin,
      livemode: false,
    })
    await expect(stranger.retrieveSession("cs_test_x")).rejects.toMatchObject({ retriable: false })
    await expect(stripe.retrieveSession("cs_test_x")).rejects.toMatchObject({ retriable: false })
  })
})

describe("an event", () => {
  const secret = "whsec_test"
  const body = JSON.stringify({
    id: "evt_1",
    object: "event",
    type: "charge.refunded",
    created: 1,
    livemode: false,
    data: { object: { id: "ch_1", object: "charge" } },
  })
  const seconds = (ago = 0) => Math.floor(Date.now() / 1000) - ago
  const sign = (text: string, time: number, key = secret) =>
    `t=${time},v1=${createHmac("sha256", key).update(`${time}.${text}`).digest("hex")}`

  it("is believed when it is signed with the secret, also beside an older secret's signature", async () => {
    expect(await readEvent(Buffer.from(body), sign(body, seconds()), secret)).toMatchObject({
      id: "evt_1",
      object: { id: "ch_1" },
    })
    const both = `${sign(body, seconds(), "whsec_old")},v1=${sign(body, seconds()).split("v1=")[1]}`
    expect((await readEvent(body, both, secret))?.type).toBe("charge.refunded")
  })

  it("is not believed when it is altered, old, unsigned, under another secret or without one", async () => {
    expect(await readEvent(body.replace("ch_1", "ch_2"), sign(body, seconds()), secret)).toBeNull()
    expect(await readEvent(body, sign(body, seconds(301)), secret)).toBeNull()
    expect(await readEvent(body, "", secret)).toBeNull()
    expect(await readEvent(body, sign(body, seconds(), "whsec_other"), secret)).toBeNull()
    expect(await readEvent(body, sign(body, seconds(), ""), "")).toBeNull()
    expect(await readEvent("{", sign("{", seconds()), secret)).toBeNull()
    expect(await readEvent("{}", sign("{}", seconds()), secret)).toBeNull()
  })
})

describe("the installation's account", () => {
  it("is the one of the settings, else the sandbox's, else none", () => {
    const { SECRET_KEY, SANDBOX_PORT } = world.settings
    const own = installationStripe({ SECRET_KEY, SANDBOX_PORT, sandboxOn: true, STRIPE_SECRET_KEY: "sk_live_1" })
    expect(own).toMatchObject({ secretKey: "sk_live_1", webhookSecret: "", livemode: true })
    expect(installationStripe(world.settings)).toMatchObject({ livemode: false, apiBase: world.account.origin })
    expect(installationStripe({ SECRET_KEY, SANDBOX_PORT, sandboxOn: false })).toBeNull()
  })
})
