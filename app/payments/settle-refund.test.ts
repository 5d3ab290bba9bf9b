import { beforeAll, describe, expect, it } from "vitest"
import { installationStripe, stripeFor } from "~/adapters/stripe.server"
import type { Id } from "~/platform/language/ids"
import { anUntoldPayment, objectEvents } from "../../tests/support/paid-invoices"
import { anEvent, booksOf, eventsOf, post, sandbox, signed, tell, withPayments } from "../../tests/support/payments"
import { type Agency, anAgency, rows, runJobs } from "../../tests/support/world"
import { getClientInvoice, getInvoicePage } from "./payment-queries.server"
import { recordPayment } from "./record-payment.server"
import { settleRefund } from "./settle-refund.server"

let agency: Agency
beforeAll(async () => {
  await withPayments()
  agency = await anAgency()
})

const refund = (paymentIntentId: string, amountMinor: number, idempotencyKey: string) =>
  stripeFor(installationStripe()!).refund({ paymentIntentId, amountMinor, idempotencyKey })
const notices = async (invoiceId: string) =>
  (
    await rows<{ name: string }>(agency, "select kind as name from notifications where href = $1 order by id", [
      `/invoices/${invoiceId}`,
    ])
  ).map(({ name }) => name)

describe("money that the payment service gave back", () => {
  it("is owed again, once for each refund, however often it is told", async () => {
    const { invoiceId, holder, session, paymentIntentId } = await anUntoldPayment(agency)
    await tell(...(await eventsOf(session)))
    const { id } = await refund(paymentIntentId, 10_000, `first-${invoiceId}`)
    const events = await objectEvents(id)
    await tell(...events, ...events)
    expect(await booksOf(agency, invoiceId)).toMatchObject({ settled: 1_900, payments: 2 })
    expect(await getClientInvoice(holder, { invoiceId })).toMatchObject({ balanceMinor: 10_000n, canPay: true })
    expect((await getInvoicePage(agency.owner, { invoiceId })).state).toBe("partly_paid")
    expect((await booksOf(agency, invoiceId)).events.filter((name) => name === "payment.refunded")).toHaveLength(1)
    await refund(paymentIntentId, 1_900, `second-${invoiceId}`).then(async (second) =>
      tell(...(await objectEvents(second.id))),
    )
    expect(await booksOf(agency, invoiceId)).toMatchObject({ settled: 0, payments: 3 })
  })

  it("is here again when the refund fails days later, in whatever order that is told", async () => {
    const { invoiceId, session, paymentIntentId } = await anUntoldPayment(agency)
    await tell(...(await eventsOf(session)))
    const { id } = await refund(paymentIntentId, 10_000, `failing-${invoiceId}`)
    await sandbox(`/refunds/${id}/fail`, {})
    await tell(...(await objectEvents(id)).toReversed())
    expect(await booksOf(agency, invoiceId)).toMatchObject({ settled: 11_900, payments: 3 })
    const { events } = await booksOf(agency, invoiceId)
    expect(events.filter((name) => /refund/.test(name))).toEqual(["payment.refunded", "refund.failed"])
  })

  it("comes out of the client's credit first", async () => {
    const { invoiceId, holder, session, paymentIntentId } = await anUntoldPayment(agency)
    const { today } = await getClientInvoice(holder, { invoiceId })
    await recordPayment(agency.owner, { invoiceId, amount: "100", receivedOn: today })
    await tell(...(await eventsOf(session)))
    const { id } = await refund(paymentIntentId, 10_000, `credit-${invoiceId}`)
    await tell(...(await objectEvents(id)))
    expect(await booksOf(agency, invoiceId)).toMatchObject({ settled: 11_900, payments: 2 })
    expect((await getInvoicePage(agency.owner, { invoiceId })).state).toBe("paid")
  })

  it("and told of before its payment waits for it", async () => {
    const { invoiceId, session, paymentIntentId } = await anUntoldPayment(agency)
    const { id: refundId } = await refund(paymentIntentId, 11_900, `early-${invoiceId}`)
    const [checkout] = await rows<{ id: Id<"checkouts"> }>(agency, "select id from checkouts where session_id = $1", [
      session,
    ])
    const report = { attempt: checkout!.id, paymentIntentId, refundId, amount: 11_900, currency: "eur" }
    const told = () => settleRefund(agency.system(), { ...report, status: "succeeded" })
    await expect(told()).rejects.toMatchObject({ kind: "conflict" })
    await tell(...(await eventsOf(session)))
    expect(await told()).toBe("refunded")
    expect(await booksOf(agency, invoiceId)).toMatchObject({ settled: 0, payments: 2 })
  })
})

describe("a payment that the client's bank disputes", () => {
  it("is told once to who keeps the books, and stays booked", async () => {
    const { invoiceId, session, paymentIntentId } = await anUntoldPayment(agency)
    await tell(...(await eventsOf(session)))
    const dispute = { id: `dp_${invoiceId}`, object: "dispute", amount: 11_900, currency: "eur", reason: "fraudulent" }
    const body = anEvent("charge.dispute.created", {
      ...dispute,
      payment_intent: paymentIntentId,
      status: "needs_response",
    })
    for (const _ of [1, 2]) expect(await post("/webhooks/stripe", body, signed(body))).toBe(200)
    await runJobs()
    const { events, settled } = await booksOf(agency, invoiceId)
    expect([settled, events.filter((name) => name === "payment.disputed").length]).toEqual([11_900, 1])
    expect(await notices(invoiceId)).toContain("payment.disputed")
  })
})
