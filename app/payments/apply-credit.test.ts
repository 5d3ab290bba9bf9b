import { beforeAll, describe, expect, it } from "vitest"
import { todayIn } from "~/platform/language/dates"
import { aClient, anIssuedInvoice } from "../../tests/support/billing"
import { booksOf, withPayments } from "../../tests/support/payments"
import { type Agency, anAgency, writePast } from "../../tests/support/world"
import { applyCredit } from "./apply-credit.server"
import { listCredits, listOtherOpenInvoices } from "./credit-queries.server"
import { getInvoicePage } from "./payment-queries.server"
import { recordPayment } from "./record-payment.server"
import { reversePayment } from "./reverse-payment.server"

let agency: Agency
const receivedOn = todayIn("Europe/Berlin", new Date())

beforeAll(async () => {
  await withPayments()
  agency = await anAgency()
})

/** So many open invoices of one client, 1 190.00 EUR each. */
async function openInvoices(count: number) {
  const { companyId } = await aClient(agency.owner)
  const made = []
  for (let n = 0; n < count; n++) made.push((await anIssuedInvoice(agency.owner, { companyId })).invoiceId)
  return { companyId, invoiceIds: made }
}

const settledOf = async (...invoiceIds: Parameters<typeof booksOf>[1][]) =>
  Promise.all(invoiceIds.map(async (invoiceId) => (await booksOf(agency, invoiceId)).settled))
const creditOf = (companyId: Parameters<typeof listCredits>[1]["companyId"]) => listCredits(agency.owner, { companyId })

describe("a client's credit", () => {
  it("is what came and settles nothing; applied, it settles another invoice, and what is too much stays credit", async () => {
    const { companyId, invoiceIds } = await openInvoices(3)
    const [first, second, third] = invoiceIds as [
      (typeof invoiceIds)[0],
      (typeof invoiceIds)[0],
      (typeof invoiceIds)[0],
    ]
    await recordPayment(agency.owner, { invoiceId: first!, amount: "2500", receivedOn })
    expect(await creditOf(companyId)).toEqual([{ currency: "EUR", creditMinor: 131_000n }])
    expect(await applyCredit(agency.finance, { invoiceId: second! })).toMatchObject({ amountMinor: 119_000n })
    expect(await applyCredit(agency.owner, { invoiceId: third! })).toMatchObject({ amountMinor: 12_000n })
    expect(await settledOf(first!, second!, third!)).toEqual([119_000, 119_000, 12_000])
    expect(await creditOf(companyId)).toEqual([])
    const { payments } = await getInvoicePage(agency.owner, { invoiceId: third! })
    expect(payments).toMatchObject([{ amountMinor: 250_000n, hereMinor: 12_000n, creditMinor: 0n }])
    const { events } = await booksOf(agency, second!)
    expect(events.slice(-2)).toEqual(["invoice.settled", "credit.applied"])
  })

  it("is not there to apply when there is none, or when nothing is owed", async () => {
    const { invoiceIds } = await openInvoices(1)
    const invoiceId = invoiceIds[0]!
    await expect(applyCredit(agency.owner, { invoiceId })).rejects.toMatchObject({ message: /no credit in EUR/ })
    await recordPayment(agency.owner, { invoiceId, amount: "1190", receivedOn })
    await expect(applyCredit(agency.owner, { invoiceId })).rejects.toMatchObject({ kind: "conflict" })
    await expect(applyCredit(agency.member, { invoiceId })).rejects.toMatchObject({ kind: "forbidden" })
  })

  it("is spent once by two who apply it to two invoices at the same time", async () => {
    const { companyId, invoiceIds } = await openInvoices(3)
    await recordPayment(agency.owner, { invoiceId: invoiceIds[0]!, amount: "2390", receivedOn })
    await Promise.allSettled(invoiceIds.slice(1).map((invoiceId) => applyCredit(agency.owner, { invoiceId })))
    const [, second, third] = await settledOf(...invoiceIds)
    expect(second! + third!).toBe(120_000)
    expect(await creditOf(companyId)).toEqual([])
  })

  it("goes with the payment it came from: what it was applied to is owed again when that is reversed", async () => {
    const { companyId, invoiceIds } = await openInvoices(2)
    const [paid, other] = invoiceIds
    const { paymentId } = await recordPayment(agency.owner, { invoiceId: paid!, amount: "2000", receivedOn })
    await applyCredit(agency.owner, { invoiceId: other! })
    await reversePayment(agency.owner, { paymentId: paymentId!, reason: "Another client's" })
    expect(await settledOf(...invoiceIds)).toEqual([0, 0])
    expect(await creditOf(companyId)).toEqual([])
    await expect(applyCredit(agency.owner, { invoiceId: other! })).rejects.toMatchObject({ kind: "conflict" })
  })

  it("cannot be placed beyond its payment, nor at another client's invoice, whatever writes it", async () => {
    const { invoiceIds } = await openInvoices(2)
    const stranger = await anIssuedInvoice(agency.owner)
    const [first, second] = invoiceIds
    const { paymentId } = await recordPayment(agency.owner, { invoiceId: first!, amount: "1200", receivedOn })
    const write =
      "insert into allocations (id, payment_id, invoice_id, amount_minor) values (gen_random_uuid(), $1, $2, $3)"
    const place = (invoiceId: string, minor: number) => writePast(agency, [write, [paymentId, invoiceId, minor]])
    await place(second!, 1_000)
    await expect(place(second!, 1001)).rejects.toThrow(/settles more than it is/)
    await expect(place(second!, -119_001)).rejects.toThrow(/settles more than it is/)
    await expect(place(stranger.invoiceId, 10)).rejects.toThrow(/of another client/)
  })
})

describe("one bank payment over several invoices", () => {
  it("settles each as it is told, this one with what is left, and keeps the rest as credit", async () => {
    const { companyId, invoiceIds } = await openInvoices(3)
    const [here, second, third] = invoiceIds
    const open = await listOtherOpenInvoices(agency.owner, { invoiceId: here! })
    expect(open.map(({ id, balanceMinor }) => [id, balanceMinor])).toEqual([
      [second, 119_000n],
      [third, 119_000n],
    ])
    const others = [
      { invoiceId: second!, amount: "1190,00" },
      { invoiceId: third!, amount: "100" },
    ]
    await recordPayment(agency.owner, { invoiceId: here!, amount: "2500", receivedOn, others })
    expect(await settledOf(...invoiceIds)).toEqual([119_000, 119_000, 10_000])
    expect(await creditOf(companyId)).toEqual([{ currency: "EUR", creditMinor: 2_000n }])
    expect((await booksOf(agency, second!)).events.slice(-2)).toEqual(["payment.applied", "invoice.settled"])
  })

  it("gives this one less than it needs where the others get the rest", async () => {
    const { invoiceIds } = await openInvoices(2)
    const [here, other] = invoiceIds
    const others = [{ invoiceId: other!, amount: "1190" }]
    await recordPayment(agency.owner, { invoiceId: here!, amount: "1200", receivedOn, others })
    expect(await settledOf(...invoiceIds)).toEqual([1_000, 119_000])
  })

  it("says at its field which amount does not fit, and books nothing then", async () => {
    const { invoiceIds } = await openInvoices(2)
    const [here, other] = invoiceIds
    const stranger = await anIssuedInvoice(agency.owner)
    const pay = (invoiceId: string, amount: string, whole = "2000") =>
      recordPayment(agency.owner, { invoiceId: here!, amount: whole, receivedOn, others: [{ invoiceId, amount }] })
    const field = "others[0].amount"
    await expect(pay(other!, "1190.01")).rejects.toMatchObject({ field, message: /only €1,190.00 are owed/ })
    await expect(pay(other!, "much")).rejects.toMatchObject({ field })
    await expect(pay(other!, "-1")).rejects.toMatchObject({ field })
    await expect(pay(here!, "1")).rejects.toMatchObject({ field, message: /another invoice of this client/ })
    await expect(pay(stranger.invoiceId, "1")).rejects.toMatchObject({ field })
    await expect(pay(other!, "600", "500")).rejects.toMatchObject({ field: "amount" })
    expect(await settledOf(...invoiceIds)).toEqual([0, 0])
    await pay(other!, "")
    expect(await settledOf(...invoiceIds)).toEqual([119_000, 0])
  })
})
