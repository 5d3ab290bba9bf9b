import { beforeAll, describe, expect, it } from "vitest"
import {
  anotherReader,
  aSentInvoice,
  booksOf,
  eventsOf,
  payOn,
  sandbox,
  sessionOf,
  tell,
  withPayments,
} from "../../tests/support/payments"
import { type Agency, anAgency, runJobs } from "../../tests/support/world"
import { checkoutPage } from "./checkout-page.server"
import { openCheckout } from "./open-checkout.server"
import { recordPayment } from "./record-payment.server"

let agency: Agency

beforeAll(async () => {
  await withPayments()
  agency = await anAgency()
})

type Session = { id: string; status: string; amount_total: number; currency: string; metadata: Record<string, string> }
const sessionAt = async (url: string | null) =>
  (await sandbox<Session[]>("/sessions")).find(({ id }) => id === sessionOf(url))!

describe("the payment page of an invoice", () => {
  it("asks for what is owed and leads back to the invoice", async () => {
    const { invoiceId, holder } = await aSentInvoice(agency)
    const opened = await openCheckout(holder, { invoiceId })
    expect(opened.state).toBe("open")
    expect(await sessionAt(opened.url)).toMatchObject({
      ...{ status: "open", amount_total: 11_900, currency: "eur" },
      metadata: { organization: agency.organizationId, invoice: invoiceId },
    })
  })

  it("is one, however often and however fast it is asked for", async () => {
    const { invoiceId, holder } = await aSentInvoice(agency)
    const pages = await Promise.all(Array.from({ length: 4 }, () => checkoutPage(holder, { invoiceId })))
    expect(new Set(pages.map(({ url }) => url)).size).toBe(1)
    expect((await booksOf(agency, invoiceId)).checkouts).toEqual(["open"])
  })

  it("asks for the rest after a part was paid, and the earlier page is closed", async () => {
    const { invoiceId, holder } = await aSentInvoice(agency)
    const before = await openCheckout(holder, { invoiceId })
    await recordPayment(agency.owner, { invoiceId, amount: "19.00", receivedOn: today() })
    const after = await openCheckout(holder, { invoiceId })
    expect(await sessionAt(before.url)).toMatchObject({ status: "expired" })
    expect(await sessionAt(after.url)).toMatchObject({ status: "open", amount_total: 10_000 })
    expect((await booksOf(agency, invoiceId)).checkouts).toEqual(["expired", "open"])
  })

  it("is closed when the invoice is paid otherwise", async () => {
    const { invoiceId, holder } = await aSentInvoice(agency)
    const { url } = await openCheckout(holder, { invoiceId })
    await recordPayment(agency.owner, { invoiceId, amount: "119.00", receivedOn: today() })
    await runJobs()
    expect(await sessionAt(url)).toMatchObject({ status: "expired" })
    expect(await openCheckout(holder, { invoiceId })).toEqual({ state: "paid", url: null })
  })
})

describe("two people who pay the same invoice", () => {
  it("never have two pages that both charge", async () => {
    const { invoiceId, holder, companyId } = await aSentInvoice(agency)
    const boss = await anotherReader(agency, { invoiceId, companyId })
    const first = await openCheckout(holder, { invoiceId })
    const second = await openCheckout(boss, { invoiceId })
    expect(second.url).not.toBe(first.url)
    expect((await sessionAt(first.url)).status).toBe("expired")
    expect((await sessionAt(second.url)).status).toBe("open")
    expect((await booksOf(agency, invoiceId)).checkouts).toEqual(["expired", "open"])
    expect((await payOn(sessionOf(first.url))).status).toBe("expired")
    await payOn(sessionOf(second.url))
    await tell(...(await eventsOf(sessionOf(first.url))), ...(await eventsOf(sessionOf(second.url))))
    expect(await booksOf(agency, invoiceId)).toMatchObject({ settled: 11_900, payments: 1 })
  })

  it("get no second page while the first one is paid and its news is on the way", async () => {
    const { invoiceId, holder, companyId } = await aSentInvoice(agency)
    const boss = await anotherReader(agency, { invoiceId, companyId })
    const { url } = await openCheckout(holder, { invoiceId })
    await payOn(sessionOf(url))
    expect(await openCheckout(boss, { invoiceId })).toEqual({ state: "pending", url: null })
    await tell(...(await eventsOf(sessionOf(url))))
    expect(await openCheckout(boss, { invoiceId })).toEqual({ state: "paid", url: null })
    expect(await booksOf(agency, invoiceId)).toMatchObject({ settled: 11_900, payments: 1 })
  })

  it("who press at the same moment end with one open page", async () => {
    const { invoiceId, holder, companyId } = await aSentInvoice(agency)
    const boss = await anotherReader(agency, { invoiceId, companyId })
    const pages = await Promise.all([checkoutPage(holder, { invoiceId }), checkoutPage(boss, { invoiceId })])
    const states = await Promise.all(pages.map(async ({ url }) => (await sessionAt(url)).status))
    expect(states.toSorted()).toEqual(["expired", "open"])
  })
})

describe("a payment service that is down", () => {
  it("charges nothing, tells the agency nothing, and the next try works", async () => {
    const { invoiceId, holder } = await aSentInvoice(agency)
    await sandbox("/faults", { service: "stripe", kind: "500", path: "/v1/checkout" })
    await expect(openCheckout(holder, { invoiceId })).rejects.toMatchObject({ kind: "outside", service: "stripe" })
    const { checkouts, events } = await booksOf(agency, invoiceId)
    expect(checkouts).toEqual(["failed"])
    expect(events).toContain("checkout.refused")
    expect(events).not.toContain("checkout.failed")
    expect(await openCheckout(holder, { invoiceId })).toMatchObject({ state: "open" })
  })

  it("whose answer was lost gives the same page to the same attempt", async () => {
    const { invoiceId, holder } = await aSentInvoice(agency)
    await sandbox("/faults", { service: "stripe", kind: "lost", path: "/v1/checkout" })
    expect(await checkoutPage(holder, { invoiceId })).toMatchObject({ state: "open" })
    const ours = (await sandbox<Session[]>("/sessions")).filter(({ metadata }) => metadata.invoice === invoiceId)
    expect(ours).toHaveLength(1)
  })
})

describe("what a client cannot do", () => {
  it("is to open the payment page of another invoice", async () => {
    const [mine, theirs] = [await aSentInvoice(agency), await aSentInvoice(agency)]
    await expect(openCheckout(mine.holder, { invoiceId: theirs.invoiceId })).rejects.toMatchObject({
      kind: "not-found",
    })
  })
})

const today = () => new Date().toISOString().slice(0, 10)
