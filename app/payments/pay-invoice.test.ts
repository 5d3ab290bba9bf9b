import { beforeAll, describe, expect, it } from "vitest"
import { anOpenPage } from "../../tests/support/paid-invoices"
import { booksOf, eventsOf, payOn, sandbox, settleOn, tell, withPayments } from "../../tests/support/payments"
import { type Agency, anAgency } from "../../tests/support/world"
import { openCheckout } from "./open-checkout.server"
import { getClientInvoice } from "./payment-queries.server"

let agency: Agency

beforeAll(async () => {
  await withPayments()
  agency = await anAgency()
})

/** A sent invoice whose payment page is open, as its client and the books see it. */
async function aSeenPage() {
  const page = await anOpenPage(agency)
  const { invoiceId, holder } = page
  return { ...page, see: () => getClientInvoice(holder, { invoiceId }), books: () => booksOf(agency, invoiceId) }
}

describe("an invoice paid by card", () => {
  it("is paid once the payment service says so, with one receipt and its owner told once", async () => {
    const { see, session, books, email } = await aSeenPage()
    expect((await payOn(session)).status).toBe("complete")
    expect(await see()).toMatchObject({ state: "issued", balanceMinor: 11_900n, checkout: { status: "open" } })
    expect(new Set(await tell(...(await eventsOf(session))))).toEqual(new Set([200]))
    expect(await see()).toMatchObject({ state: "paid", balanceMinor: 0n, canPay: false, checkout: { status: "paid" } })
    const { settled, payments, mails, events } = await books()
    expect({ settled, payments, mails }).toEqual({ settled: 11_900, payments: 1, mails: ["invoice", "receipt"] })
    expect(events.filter((name) => name === "payment.recorded")).toHaveLength(1)
    expect(events.filter((name) => name === "invoice.settled")).toHaveLength(1)
    const [receipt] = await sandbox<{ subject: string; text: string }[]>(`/mails?to=${email}`)
    expect(receipt?.subject).toMatch(/^Receipt for €119\.00 from Northlight$/)
    expect(receipt?.text).toMatch(/has arrived[\s\S]*Card[\s\S]*paid in full[\s\S]*http:\/\/localhost:\d+\/i\//)
  })

  it("is paid once however often and in whatever order events come", async () => {
    const { see, session, books } = await aSeenPage()
    await payOn(session)
    const events = await eventsOf(session)
    await tell(...events, ...events)
    await tell(...[...events].reverse())
    expect(await see()).toMatchObject({ state: "paid" })
    expect(await books()).toMatchObject({ settled: 11_900, payments: 1, mails: ["invoice", "receipt"] })
  })
})

describe("an invoice paid by direct debit", () => {
  it("is pending until the bank has paid, and then paid", async () => {
    const { see, session, books, holder, invoiceId } = await aSeenPage()
    await payOn(session, "sepa_debit")
    await tell(...(await eventsOf(session)))
    expect(await see()).toMatchObject({ state: "pending", balanceMinor: 11_900n, canPay: false })
    expect(await openCheckout(holder, { invoiceId })).toEqual({ state: "pending", url: null })
    expect((await books()).mails).toEqual(["invoice"])
    await settleOn(session, "succeeded")
    await tell(...(await eventsOf(session)))
    expect(await see()).toMatchObject({ state: "paid", payments: [{ method: "bank", amountMinor: 11_900n }] })
    expect(await books()).toMatchObject({ settled: 11_900, payments: 1, mails: ["invoice", "receipt"] })
  })

  it("is paid once when the bank's answer comes before the news that it was asked", async () => {
    const { see, session, books } = await aSeenPage()
    await payOn(session, "sepa_debit")
    await settleOn(session, "succeeded")
    const [completed, succeeded] = await eventsOf(session)
    expect([completed?.type, succeeded?.type]).toEqual([
      "checkout.session.completed",
      "checkout.session.async_payment_succeeded",
    ])
    await tell(succeeded!, succeeded!, completed!, completed!)
    expect(await see()).toMatchObject({ state: "paid" })
    expect(await books()).toMatchObject({
      settled: 11_900,
      payments: 1,
      mails: ["invoice", "receipt"],
      checkouts: ["paid"],
    })
  })

  it("is due again when the bank refuses, and both sides are told once", async () => {
    const { see, session, books, holder, invoiceId, email } = await aSeenPage()
    await payOn(session, "sepa_debit")
    await tell(...(await eventsOf(session)))
    await settleOn(session, "failed")
    const events = await eventsOf(session)
    await tell(...events, ...[...events].reverse())
    expect(await see()).toMatchObject({
      state: "issued",
      balanceMinor: 11_900n,
      canPay: true,
      checkout: { status: "failed" },
    })
    const { settled, payments, mails, events: recorded } = await books()
    expect({ settled, payments, mails }).toEqual({ settled: 0, payments: 0, mails: ["invoice", "payment-failed"] })
    expect(recorded.filter((name) => name === "checkout.failed")).toHaveLength(1)
    const [mail] = await sandbox<{ subject: string; text: string }[]>(`/mails?to=${email}`)
    expect(mail?.subject).toBe("Your payment to Northlight did not arrive")
    expect(await openCheckout(holder, { invoiceId })).toMatchObject({ state: "open" })
  })
})
