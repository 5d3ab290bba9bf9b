import { beforeAll, describe, expect, it } from "vitest"
import { installationStripe, stripeFor } from "~/adapters/stripe.server"
import { aPaidInvoice, objectEvents } from "../../tests/support/paid-invoices"
import {
  aSentInvoice,
  booksOf,
  eventsOf,
  payOn,
  sandbox,
  sessionOf,
  tell,
  withPayments,
} from "../../tests/support/payments"
import { type Agency, anAgency, rows, runJobs } from "../../tests/support/world"
import { completeRefund } from "./complete-refund.server"
import { openCheckout } from "./open-checkout.server"
import { getInvoicePage } from "./payment-queries.server"
import { recordPayment } from "./record-payment.server"
import { refundPayment } from "./refund-payment.server"
import { reversePayment } from "./reverse-payment.server"

let agency: Agency
beforeAll(async () => {
  await withPayments()
  agency = await anAgency()
})

let presses = 0
const aPress = () => `press-of-a-button-${++presses}`
const made = (paymentIntentId: string) => stripeFor(installationStripe()!).refundsOf(paymentIntentId)
const pageOf = (invoiceId: Parameters<typeof booksOf>[1]) => getInvoicePage(agency.owner, { invoiceId })

describe("a payment of the payment page", () => {
  it("is given back in part and then wholly, each booked once, whatever its own events say later", async () => {
    const { invoiceId, paymentId, paymentIntentId } = await aPaidInvoice(agency)
    const first = await refundPayment(agency.owner, { invoiceId, paymentId, amount: "19.00", key: aPress() })
    expect(first.status).toBe("succeeded")
    const [refund] = await made(paymentIntentId)
    const events = await objectEvents(refund!.id)
    await tell(...events.toReversed(), ...events)
    expect(await booksOf(agency, invoiceId)).toMatchObject({ settled: 10_000, payments: 2 })
    await refundPayment(agency.finance, { invoiceId, paymentId, amount: "100", key: aPress() })
    expect(await booksOf(agency, invoiceId)).toMatchObject({ settled: 0, payments: 3 })
    expect((await booksOf(agency, invoiceId)).events.filter((name) => name === "payment.refunded")).toHaveLength(2)
    await expect(
      refundPayment(agency.owner, { invoiceId, paymentId, amount: "1", key: aPress() }),
    ).rejects.toMatchObject({ kind: "conflict" })
  })

  it("is given back once by a button that is pressed many times at once", async () => {
    const { invoiceId, paymentId, paymentIntentId } = await aPaidInvoice(agency)
    const order = { invoiceId, paymentId, amount: "119.00", key: aPress() }
    await Promise.all(Array.from({ length: 8 }, () => refundPayment(agency.owner, order)))
    expect(await made(paymentIntentId)).toHaveLength(1)
    expect(await booksOf(agency, invoiceId)).toMatchObject({ settled: 0, payments: 2 })
  })

  it("is never given back above what it came to, by two people at once", async () => {
    const { invoiceId, paymentId, paymentIntentId } = await aPaidInvoice(agency)
    const press = () => refundPayment(agency.owner, { invoiceId, paymentId, amount: "100.00", key: aPress() })
    const ended = await Promise.allSettled([press(), press(), press()])
    expect(ended.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
    expect(await made(paymentIntentId)).toHaveLength(1)
  })

  it("is here again, and its owner told, when the refund fails days later", async () => {
    const { invoiceId, paymentId, paymentIntentId } = await aPaidInvoice(agency)
    await refundPayment(agency.owner, { invoiceId, paymentId, amount: "119.00", key: aPress() })
    const [refund] = await made(paymentIntentId)
    await sandbox(`/refunds/${refund!.id}/fail`, {})
    await tell(...(await objectEvents(refund!.id)).toReversed())
    expect(await booksOf(agency, invoiceId)).toMatchObject({ settled: 11_900, payments: 3 })
    const { state, troubles, payments } = await pageOf(invoiceId)
    expect([state, troubles.refunds.map(({ status }) => status)]).toEqual(["paid", ["failed"]])
    expect(payments.find(({ id }) => id === paymentId)!.refundableMinor).toBe(11_900n)
    const told = await rows(agency, "select 1 from notifications where kind = 'refund.failed' and href like $1", [
      `%${invoiceId}`,
    ])
    expect(told.length).toBeGreaterThan(0)
  })

  it.each(["reset", "500", "hang"])(
    "whose call gets no answer (%s) is brought to an end later, once",
    async (kind) => {
      const { invoiceId, paymentId, paymentIntentId } = await aPaidInvoice(agency)
      await sandbox("/faults", { service: "stripe", kind, path: "/v1/refunds", times: kind === "reset" ? 2 : 1 })
      const order = { invoiceId, paymentId, amount: "119.00", key: aPress() }
      await expect(refundPayment(agency.owner, order)).rejects.toMatchObject({ kind: "outside" })
      expect((await pageOf(invoiceId)).troubles.refunds.map(({ status }) => status)).toEqual(["pending"])
      const [row] = await rows<{ id: Parameters<typeof completeRefund>[1]["refundId"] }>(
        agency,
        "select id from refunds where invoice_id = $1",
        [invoiceId],
      )
      for (const _ of [1, 2]) await completeRefund(agency.system(), { refundId: row!.id })
      expect(await made(paymentIntentId)).toHaveLength(1)
      expect(await booksOf(agency, invoiceId)).toMatchObject({ settled: 0, payments: 2 })
    },
    30_000,
  )

  it("whose call did its work and lost its answer is given back once", async () => {
    const { invoiceId, paymentId, paymentIntentId } = await aPaidInvoice(agency)
    await sandbox("/faults", { service: "stripe", kind: "lost", path: "/v1/refunds", times: 2 })
    const order = { invoiceId, paymentId, amount: "119.00", key: aPress() }
    await expect(refundPayment(agency.owner, order)).rejects.toMatchObject({ kind: "outside" })
    const [refund] = await made(paymentIntentId)
    await tell(...(await objectEvents(refund!.id)))
    expect(await booksOf(agency, invoiceId)).toMatchObject({ settled: 0, payments: 2 })
    const { refunds } = (await pageOf(invoiceId)).troubles
    expect([refunds, await made(paymentIntentId)]).toMatchObject([[], [{ id: refund!.id }]])
  })

  it("that the payment service will not give back stays, with the reason", async () => {
    const { invoiceId, paymentId, paymentIntentId } = await aPaidInvoice(agency)
    const elsewhere = { paymentIntentId, amountMinor: 11_900, idempotencyKey: `elsewhere-${invoiceId}` }
    const { id } = await stripeFor(installationStripe()!).refund(elsewhere)
    const order = { invoiceId, paymentId, amount: "119.00", key: aPress() }
    await expect(refundPayment(agency.owner, order)).rejects.toMatchObject({ kind: "outside", retriable: false })
    await tell(...(await objectEvents(id)))
    expect(await booksOf(agency, invoiceId)).toMatchObject({ settled: 0, payments: 2 })
    expect((await pageOf(invoiceId)).troubles.refunds.map(({ status }) => status)).toEqual(["failed"])
  })

  it("is given back by those alone who keep the books", async () => {
    const { invoiceId, paymentId } = await aPaidInvoice(agency)
    const order = { invoiceId, paymentId, amount: "1.00", key: aPress() }
    for (const as of [agency.manager, agency.member, agency.guest])
      await expect(refundPayment(as, order)).rejects.toMatchObject({ kind: "forbidden" })
  })
})

describe("the second payment of an invoice that was paid twice", () => {
  it("is the client's credit; given back, the first one still settles", async () => {
    const { invoiceId, holder } = await aSentInvoice(agency)
    const session = sessionOf((await openCheckout(holder, { invoiceId })).url)
    await payOn(session)
    await recordPayment(agency.owner, {
      invoiceId,
      amount: "119.00",
      receivedOn: new Date().toISOString().slice(0, 10),
    })
    await tell(...(await eventsOf(session)))
    const second = (await pageOf(invoiceId)).payments.find(({ method }) => method === "card")!
    expect([second.creditMinor, second.refundableMinor]).toEqual([11_900n, 11_900n])
    await refundPayment(agency.owner, { invoiceId, paymentId: second.id, amount: "119.00", key: aPress() })
    expect(await booksOf(agency, invoiceId)).toMatchObject({ settled: 11_900 })
    expect((await pageOf(invoiceId)).state).toBe("paid")
  })
})

describe("a payment that came by bank", () => {
  const receivedOn = new Date().toISOString().slice(0, 10)

  it("is given back by hand, in part, with its day and reference, and cannot be reversed then", async () => {
    const { invoiceId } = await aSentInvoice(agency)
    const { paymentId } = await recordPayment(agency.owner, { invoiceId, amount: "119.00", receivedOn })
    const refund = { invoiceId, paymentId: paymentId!, amount: "19.00", refundedOn: receivedOn, reference: "RF 1" }
    const order = { ...refund, key: aPress() }
    for (const _ of [1, 2]) expect((await refundPayment(agency.owner, order)).status).toBe("succeeded")
    const { payments, balanceMinor, state } = await pageOf(invoiceId)
    expect([state, balanceMinor, payments.map(({ amountMinor }) => amountMinor)]).toEqual([
      "partly_paid",
      1_900n,
      [11_900n, -1_900n],
    ])
    expect(payments.find(({ amountMinor }) => amountMinor < 0n)).toMatchObject({
      reference: "RF 1",
      receivedOn,
      byName: "Ida Owner",
    })
    await expect(
      reversePayment(agency.owner, { paymentId: paymentId!, reason: "Entered twice" }),
    ).rejects.toMatchObject({ kind: "conflict" })
  })

  it.each([
    ["amount", { amount: "119.01" }],
    ["amount", { amount: "0" }],
    ["amount", { amount: "all of it" }],
    ["refundedOn", { refundedOn: "2999-01-01" }],
  ])("says at its field (%s) what is wrong", async (field, wrong) => {
    const { invoiceId } = await aSentInvoice(agency)
    const { paymentId } = await recordPayment(agency.owner, { invoiceId, amount: "119.00", receivedOn })
    const order = { invoiceId, paymentId: paymentId!, amount: "119.00", key: aPress(), ...wrong }
    await expect(refundPayment(agency.owner, order)).rejects.toMatchObject({ kind: "invalid", field })
    await runJobs()
  })
})
