import { beforeAll, describe, expect, it } from "vitest"
import type { Id } from "~/platform/language/ids"
import { listTimeline } from "~/timeline/timeline-queries.server"
import { aPaidInvoice } from "../../tests/support/paid-invoices"
import { withPayments } from "../../tests/support/payments"
import { type Agency, anAgency, rows } from "../../tests/support/world"
import { creditInvoice } from "./credit-invoice.server"
import { getInvoicePage } from "./payment-queries.server"
import { refundPayment } from "./refund-payment.server"

let agency: Agency
let presses = 0

beforeAll(async () => {
  await withPayments()
  agency = await anAgency()
})

/** An invoice of 119.00, paid by card, of which 59.50 are credited again. */
async function aCreditedInvoice() {
  const paid = await aPaidInvoice(agency)
  const [line] = await rows<{ id: Id<"invoice_lines"> }>(agency, "select id from invoice_lines where invoice_id = $1", [
    paid.invoiceId,
  ])
  const lines = [{ lineId: line!.id, quantity: "0", amount: "50" }]
  const order = { invoiceId: paid.invoiceId, scope: "lines" as const, lines, reason: "Half of it was not done" }
  return { ...paid, ...(await creditInvoice(agency.finance, order)) }
}

type Credited = Awaited<ReturnType<typeof aCreditedInvoice>>

const refund = ({ invoiceId, paymentId, creditNoteId }: Credited, amount: string) =>
  refundPayment(agency.finance, { invoiceId, paymentId, amount, creditNoteId, key: `press-${++presses}-of-the-test` })

const pageOf = (invoiceId: Id<"invoices">) => getInvoicePage(agency.finance, { invoiceId })

describe("a refund for a credit note", () => {
  it("is offered on the note while something of it may go back, and named there and at the invoice", async () => {
    const credited = await aCreditedInvoice()
    const { invoiceId, creditNoteId, paymentId } = credited
    const before = (await pageOf(creditNoteId)).givingBack
    expect(before).toMatchObject({ refunds: [], leftMinor: 5_950n, payments: [{ id: paymentId }] })
    await refund(credited, "20.00")
    const between = (await pageOf(creditNoteId)).givingBack
    expect(between).toMatchObject({ refunds: [{ amountMinor: 2_000n, status: "succeeded" }], leftMinor: 3_950n })
    expect((await pageOf(invoiceId)).creditNotes).toMatchObject([{ id: creditNoteId, refundedMinor: 2_000n }])
    await refund(credited, "39.50")
    expect((await pageOf(creditNoteId)).givingBack).toMatchObject({ leftMinor: 0n, payments: [] })
  })

  it("stands in the timeline of both", async () => {
    const credited = await aCreditedInvoice()
    await refund(credited, "59.50")
    for (const subjectId of [credited.invoiceId, credited.creditNoteId]) {
      const told = (await listTimeline(agency.finance, { subjectId })).rows.map(({ name }) => name)
      expect(told).toEqual(expect.arrayContaining(["refund.started", "payment.refunded"]))
    }
  })

  it("is never more than the note took back, though more is left of the payment, by two at once neither", async () => {
    const credited = await aCreditedInvoice()
    await expect(refund(credited, "59.51")).rejects.toThrow("At most €59.50 of this credit note can be given back.")
    const both = await Promise.allSettled([refund(credited, "40"), refund(credited, "40")])
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    await expect(refund(credited, "19.51")).rejects.toThrow("At most €19.50 of this credit note can be given back.")
    await refund(credited, "19.50")
    await expect(refund(credited, "1")).rejects.toThrow("All of this credit note was given back.")
  })

  it("is of that note's own invoice", async () => {
    const [one, other] = [await aCreditedInvoice(), await aCreditedInvoice()]
    const mixed = { ...one, creditNoteId: other.creditNoteId }
    await expect(refund(mixed, "10")).rejects.toThrow("Choose a credit note of this invoice.")
    const notANote = { ...one, creditNoteId: one.invoiceId }
    await expect(refund(notANote, "10")).rejects.toThrow("Choose a credit note of this invoice.")
  })
})
