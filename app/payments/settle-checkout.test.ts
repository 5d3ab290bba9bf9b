import { beforeAll, describe, expect, it } from "vitest"
import { anUntoldPayment } from "../../tests/support/paid-invoices"
import { anEvent, booksOf, eventsOf, post, sandbox, signed, tell, withPayments } from "../../tests/support/payments"
import { type Agency, anAgency, runJobs } from "../../tests/support/world"
import { getClientInvoice } from "./payment-queries.server"
import { recordPayment } from "./record-payment.server"

let agency: Agency

beforeAll(async () => {
  await withPayments()
  agency = await anAgency()
})

type Page = Record<string, unknown> & { id: string }

/** An invoice whose page was paid by card, and what the payment service knows of that page; nobody was told yet. */
async function aPaidPage() {
  const paid = await anUntoldPayment(agency)
  const page = (await sandbox<Page[]>("/sessions")).find(({ id }) => id === paid.session)!
  return { ...paid, page }
}

async function tellOf(page: Record<string, unknown>) {
  const body = anEvent("checkout.session.completed", page)
  expect(await post("/webhooks/stripe", body, signed(body))).toBe(200)
  await runJobs()
}

describe("a reported payment that does not fit what was asked for", () => {
  it.each([
    ["another amount", { amount_total: 11_899 }],
    ["another currency", { currency: "usd" }],
    ["another attempt", { metadata: {} }],
    ["no payment", { payment_intent: null }],
  ])("(%s) settles nothing, is put aside for a person, and the right report still settles", async (_, wrong) => {
    const { invoiceId, holder, page, session } = await aPaidPage()
    await tellOf({ ...page, ...wrong })
    expect(await booksOf(agency, invoiceId)).toMatchObject({ settled: 0, payments: 0, checkouts: ["quarantined"] })
    expect(await getClientInvoice(holder, { invoiceId })).toMatchObject({ checkout: { status: "quarantined" } })
    await tell(...(await eventsOf(session)))
    expect(await booksOf(agency, invoiceId)).toMatchObject({ settled: 11_900, payments: 1, checkouts: ["paid"] })
  })
})

describe("a payment that is certain", () => {
  it("stays paid whatever is said later", async () => {
    const { invoiceId, page, session } = await aPaidPage()
    await tell(...(await eventsOf(session)))
    for (const type of ["checkout.session.expired", "checkout.session.async_payment_failed"]) {
      const body = anEvent(type, page)
      await post("/webhooks/stripe", body, signed(body))
    }
    await tellOf({ ...page, payment_status: "unpaid" })
    expect(await booksOf(agency, invoiceId)).toMatchObject({
      ...{ settled: 11_900, payments: 1, checkouts: ["paid"], mails: ["invoice", "receipt"] },
    })
  })

  it("that nothing was owed for any more becomes the client's credit", async () => {
    const { invoiceId, holder, session } = await aPaidPage()
    const receivedOn = new Date().toISOString().slice(0, 10)
    await recordPayment(agency.owner, { invoiceId, amount: "119.00", receivedOn })
    await tell(...(await eventsOf(session)))
    expect(await booksOf(agency, invoiceId)).toMatchObject({ settled: 11_900, payments: 1, checkouts: ["paid"] })
    const { payments } = await getClientInvoice(holder, { invoiceId })
    expect(payments.map(({ method, creditMinor }) => [method, creditMinor])).toEqual([
      ["bank", 0n],
      ["card", 11_900n],
    ])
  })

  it("is settled once by reports that arrive at the same moment", async () => {
    const { invoiceId, page } = await aPaidPage()
    const bodies = Array.from({ length: 5 }, () => anEvent("checkout.session.completed", page))
    await Promise.all(bodies.map((body) => post("/webhooks/stripe", body, signed(body))))
    await runJobs()
    expect(await booksOf(agency, invoiceId)).toMatchObject({
      ...{ settled: 11_900, payments: 1, mails: ["invoice", "receipt"] },
    })
  })
})
