import { beforeAll, describe, expect, it } from "vitest"
import { settleMail } from "~/activities/settle-mail.server"
import { todayIn } from "~/platform/language/dates"
import type { Id } from "~/platform/language/ids"
import { anIssuedInvoice } from "../../tests/support/billing"
import { aSentInvoice, withPayments } from "../../tests/support/payments"
import { type Agency, anAgency, rows } from "../../tests/support/world"
import { recordPayment } from "./record-payment.server"
import { reversePayment } from "./reverse-payment.server"

let agency: Agency
const receivedOn = todayIn("Europe/Berlin", new Date())

beforeAll(async () => {
  await withPayments()
  agency = await anAgency()
})

type Receipt = { id: Id<"mails">; object_id: string; text: string; subject: string; resolved_at: Date | null }
const receiptsOf = (invoiceId: string) =>
  rows<Receipt>(agency, "select * from mails where purpose = 'receipt' and about->>'invoiceId' = $1 order by id", [
    invoiceId,
  ])

/** Writes money down that came by bank; answers the payment's id. */
async function pay(invoiceId: Id<"invoices">, amount: string, sendReceipt = true) {
  const { paymentId } = await recordPayment(agency.finance, { invoiceId, amount, receivedOn, sendReceipt })
  return paymentId!
}

describe("a receipt", () => {
  it("names its payment, in the words and figures of the invoice, and what is left", async () => {
    const { invoiceId } = await aSentInvoice(agency)
    const paymentId = await pay(invoiceId, "50")
    const [receipt] = await receiptsOf(invoiceId)
    expect(receipt).toMatchObject({ object_id: paymentId, subject: "Receipt for €50.00 from Northlight" })
    expect(receipt!.text).toMatch(/Received: €50\.00[\s\S]*€69\.00 of the invoice is still open/)
  })

  it("names every invoice that its payment settles, with what each got, and what is kept", async () => {
    const { invoiceId, companyId } = await aSentInvoice(agency)
    const second = await anIssuedInvoice(agency.owner, { companyId })
    const third = await anIssuedInvoice(agency.owner, { companyId })
    const others = [
      { invoiceId: second.invoiceId, amount: "190.00" },
      { invoiceId: third.invoiceId, amount: "200.50" },
    ]
    const order = { invoiceId, amount: "600", receivedOn, sendReceipt: true, others }
    await recordPayment(agency.finance, order)
    const [receipt, ...more] = await receiptsOf(invoiceId)
    const { number } = (
      await rows<{ number: string }>(agency, "select number from invoices where id = $1", [invoiceId])
    )[0]!
    expect(more).toEqual([])
    for (const said of [
      `your payment for invoice ${number}, Invoice ${second.number} and Invoice ${third.number} has arrived`,
      `Invoice ${number}: €119.00`,
      `Invoice ${second.number}: €190.00`,
      `Invoice ${third.number}: €200.50`,
      "Kept as your credit: €90.50",
      "Received: €600.00",
      `Invoice ${number} is paid in full.`,
    ])
      expect(receipt!.text).toContain(said)
    expect(await receiptsOf(second.invoiceId)).toEqual([])
  })

  it("is not written when nobody asked for one, nor for taking a payment back", async () => {
    const { invoiceId } = await aSentInvoice(agency)
    await pay(invoiceId, "50", false)
    const paymentId = await pay(invoiceId, "69")
    await reversePayment(agency.finance, { paymentId, reason: "Entered twice" })
    expect(await receiptsOf(invoiceId)).toHaveLength(1)
  })

  it("after a payment that was taken back says again what is left", async () => {
    const { invoiceId } = await aSentInvoice(agency)
    await reversePayment(agency.finance, { paymentId: await pay(invoiceId, "100"), reason: "Wrong client" })
    await pay(invoiceId, "19")
    const [first, second] = await receiptsOf(invoiceId)
    expect([first!.text, second!.text]).toEqual([
      expect.stringContaining("€19.00 of the invoice is still open"),
      expect.stringContaining("€100.00 of the invoice is still open"),
    ])
  })

  it("that came back is no reason to write it twice", async () => {
    const { invoiceId } = await aSentInvoice(agency)
    await pay(invoiceId, "119")
    const [receipt] = await receiptsOf(invoiceId)
    await settleMail(agency.system(), { mailId: receipt!.id, fact: "bounced", happenedAt: new Date() })
    expect(await receiptsOf(invoiceId)).toMatchObject([{ resolved_at: null }])
  })
})
