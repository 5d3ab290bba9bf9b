import { beforeAll, describe, expect, it } from "vitest"
import { addDays, calendarDate, todayIn } from "~/platform/language/dates"
import { aSentInvoice, booksOf, withPayments } from "../../tests/support/payments"
import { type Agency, anAgency, rows, runJobs } from "../../tests/support/world"
import { getClientInvoice, getInvoicePage } from "./payment-queries.server"
import { recordPayment } from "./record-payment.server"
import { reversePayment } from "./reverse-payment.server"

let agency: Agency
const today = todayIn("Europe/Berlin", new Date())

beforeAll(async () => {
  await withPayments()
  agency = await anAgency()
})

describe("money that came by bank", () => {
  it("settles a part, then the rest, and each payment gets its receipt when one is asked for", async () => {
    const { invoiceId, holder } = await aSentInvoice(agency)
    const part = { invoiceId, receivedOn: today, reference: "2026-0001", sendReceipt: true }
    await recordPayment(agency.finance, { ...part, amount: "50,00" })
    expect(await getClientInvoice(holder, { invoiceId })).toMatchObject({ state: "partly_paid", balanceMinor: 6_900n })
    await recordPayment(agency.finance, { ...part, amount: "69" })
    expect(await getClientInvoice(holder, { invoiceId })).toMatchObject({ state: "paid", balanceMinor: 0n })
    await runJobs()
    const { settled, mails, events } = await booksOf(agency, invoiceId)
    expect({ settled, mails }).toEqual({ settled: 11_900, mails: ["invoice", "receipt", "receipt"] })
    expect(events.filter((name) => name === "invoice.settled")).toHaveLength(1)
    const texts =
      "select text from mails where purpose = 'receipt' and about->>'invoiceId' = $1 order by created_at, id"
    const [first, second] = await rows<{ text: string }>(agency, texts, [invoiceId])
    expect(first?.text).toMatch(/€69\.00 of the invoice is still open/)
    expect(second?.text).toMatch(/paid in full/)
  })

  it("beyond what is owed stays with the payment as the client's credit", async () => {
    const { invoiceId } = await aSentInvoice(agency)
    await recordPayment(agency.owner, { invoiceId, amount: "150", receivedOn: today })
    const { payments, state } = await getInvoicePage(agency.owner, { invoiceId })
    expect(state).toBe("paid")
    expect(payments).toMatchObject([{ amountMinor: 15_000n, creditMinor: 3_100n }])
  })

  it("is written down once by a form that is sent twice", async () => {
    const { invoiceId } = await aSentInvoice(agency)
    const payment = { invoiceId, amount: "19", receivedOn: today }
    const submission = "one-rendering-of-it"
    const [once, twice] = [
      await recordPayment(agency.owner, payment, { submission }),
      await recordPayment(agency.owner, payment, { submission }),
    ]
    expect(twice).toEqual(once)
    expect((await booksOf(agency, invoiceId)).settled).toBe(1_900)
  })

  it("cannot have come tomorrow, be nothing or less, or be no amount", async () => {
    const { invoiceId } = await aSentInvoice(agency)
    const payment = { invoiceId, amount: "19", receivedOn: today }
    const refused = (change: object) => recordPayment(agency.owner, { ...payment, ...change })
    await expect(refused({ receivedOn: addDays(today, 1) })).rejects.toMatchObject({
      kind: "invalid",
      field: "receivedOn",
    })
    for (const amount of ["0", "-5", "ten", "1.234", ""]) {
      await expect(refused({ amount })).rejects.toMatchObject({ kind: "invalid", field: "amount" })
    }
    await expect(refused({ method: "card" })).rejects.toMatchObject({ kind: "invalid", field: "method" })
    expect((await booksOf(agency, invoiceId)).settled).toBe(0)
  })

  it("is written down by those alone who keep the books", async () => {
    const { invoiceId } = await aSentInvoice(agency)
    const payment = { invoiceId, amount: "19", receivedOn: calendarDate(today) }
    for (const person of [agency.manager, agency.member, agency.guest]) {
      await expect(recordPayment(person, payment)).rejects.toMatchObject({ kind: "forbidden" })
    }
  })
})

describe("a payment that was recorded by mistake", () => {
  it("is taken back by a counter-entry with its reason; both stay, and the invoice is owed again", async () => {
    const { invoiceId } = await aSentInvoice(agency)
    const { paymentId } = await recordPayment(agency.owner, { invoiceId, amount: "119", receivedOn: today })
    await reversePayment(agency.finance, { paymentId: paymentId!, reason: "Another client's" })
    const { payments, state, balanceMinor } = await getInvoicePage(agency.owner, { invoiceId })
    expect({ state, balanceMinor }).toEqual({ state: "issued", balanceMinor: 11_900n })
    expect(payments.map(({ amountMinor, reference, isReversed }) => [amountMinor, reference, isReversed])).toEqual([
      [11_900n, null, true],
      [-11_900n, "Another client's", false],
    ])
  })

  it("is taken back once, not without a reason, and never what the payment page took", async () => {
    const { invoiceId } = await aSentInvoice(agency)
    const recorded = await recordPayment(agency.owner, { invoiceId, amount: "119", receivedOn: today })
    const paymentId = recorded.paymentId!
    await expect(reversePayment(agency.owner, { paymentId, reason: " " })).rejects.toMatchObject({ field: "reason" })
    const both = await Promise.allSettled([
      reversePayment(agency.owner, { paymentId, reason: "Twice" }),
      reversePayment(agency.owner, { paymentId, reason: "Twice" }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"])
    expect((await booksOf(agency, invoiceId)).settled).toBe(0)
  })
})
