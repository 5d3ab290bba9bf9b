import { beforeAll, describe, expect, it } from "vitest"
import { aPaidInvoice, objectEvents } from "../../tests/support/paid-invoices"
import { booksOf, sandbox, tell, withPayments } from "../../tests/support/payments"
import { type Agency, anAgency } from "../../tests/support/world"
import { getInvoicePage } from "./payment-queries.server"
import { refundPayment } from "./refund-payment.server"

let agency: Agency
beforeAll(async () => {
  await withPayments()
  agency = await anAgency()
})

const dispute = (paymentIntentId: string) => sandbox<{ id: string }>(`/payments/${paymentIntentId}/dispute`, {})
const close = (id: string, outcome: "won" | "lost") => sandbox(`/disputes/${id}/close`, { outcome })
const pageOf = (invoiceId: Parameters<typeof booksOf>[1]) => getInvoicePage(agency.owner, { invoiceId })
const disputing = (names: string[]) => names.filter((name) => /disput/.test(name)).sort()

describe("a disputed payment", () => {
  it("leaves the books when the bank takes it, is marked, and is not refunded meanwhile", async () => {
    const { invoiceId, paymentId, paymentIntentId } = await aPaidInvoice(agency)
    const { id } = await dispute(paymentIntentId)
    await tell(...(await objectEvents(id)))
    expect(await booksOf(agency, invoiceId)).toMatchObject({ settled: 0, payments: 2 })
    expect((await pageOf(invoiceId)).state).toBe("disputed")
    const order = { invoiceId, paymentId, amount: "1.00", key: "press-of-a-button" }
    await expect(refundPayment(agency.owner, order)).rejects.toMatchObject({ kind: "conflict" })
  })

  it.each(["in order", "in reverse", "twice over"])("comes back when it is won, once, told %s", async (way) => {
    const { invoiceId, paymentIntentId } = await aPaidInvoice(agency)
    const { id } = await dispute(paymentIntentId)
    await close(id, "won")
    const events = await objectEvents(id)
    await tell(...(way === "in order" ? events : way === "in reverse" ? events.toReversed() : [...events, ...events]))
    const books = await booksOf(agency, invoiceId)
    expect(books).toMatchObject({ settled: 11_900, payments: 3 })
    const names = ["dispute.reinstated", "dispute.withdrawn", "dispute.won", "payment.disputed"]
    expect(disputing(books.events)).toEqual(names)
    expect((await pageOf(invoiceId)).state).toBe("paid")
  })

  it.each([[[2]], [[2, 1, 0]], [[0, 2]]])("stays out when it is lost, told only %j", async (told) => {
    const { invoiceId, paymentIntentId } = await aPaidInvoice(agency)
    const { id } = await dispute(paymentIntentId)
    await close(id, "lost")
    const events = await objectEvents(id)
    await tell(...told.map((at) => events[at]!))
    expect(await booksOf(agency, invoiceId)).toMatchObject({ settled: 0, payments: 2 })
    const { state, troubles } = await pageOf(invoiceId)
    expect([state, troubles.disputes.map(({ status }) => status)]).toEqual(["issued", ["lost"]])
  })
})
