import { beforeAll, describe, expect, it } from "vitest"
import { todayIn } from "~/platform/language/dates"
import { anIssuedInvoice } from "../../../tests/support/billing"
import { answerOf, cookieFor, knock } from "../../../tests/support/knock"
import { aSentInvoice, booksOf, withPayments } from "../../../tests/support/payments"
import { type Agency, anAgency } from "../../../tests/support/world"
import { getInvoicePage } from "../payment-queries.server"
import { recordPayment } from "../record-payment.server"
import * as apply from "./apply-credit"
import * as credit from "./credit"
import * as record from "./record"
import * as reverse from "./reverse"

let agency: Agency
let cookie: string
const today = todayIn("Europe/Berlin", new Date())

beforeAll(async () => {
  await withPayments()
  agency = await anAgency()
  cookie = await cookieFor(agency.people.owner.email)
})

type Form = Record<string, string>
const recording = (invoiceId: string, form?: Form) =>
  knock({ path: `/invoices/${invoiceId}/payments`, params: { invoiceId }, form, cookie })
const reversing = (invoiceId: string, paymentId: string, form?: Form) =>
  knock({
    path: `/invoices/${invoiceId}/payments/${paymentId}/reverse`,
    params: { invoiceId, paymentId },
    form,
    cookie,
  })

describe("/invoices/:invoiceId/payments", () => {
  it("offers what is owed, today and the invoice's number", async () => {
    const { invoiceId } = await aSentInvoice(agency)
    const { body } = await answerOf(() => record.loader(recording(invoiceId)))
    expect(body).toMatchObject({
      ...{ balance: "€119.00", currency: "EUR", today },
      defaultValue: { amount: "119.00", receivedOn: today, reference: expect.stringMatching(/^\d{4}-\d{4}$/) },
      methods: [{ value: "bank" }, { value: "cash" }, { value: "cheque" }, { value: "other" }],
    })
  })

  it("records the payment and leads back to the invoice with a way to undo it", async () => {
    const { invoiceId } = await aSentInvoice(agency)
    const form = { amount: "119.00", receivedOn: today, method: "cash", reference: "", submission: "a-rendering" }
    const sent = () => answerOf(() => record.action(recording(invoiceId, form)))
    const [answer] = [await sent(), await sent()]
    expect([answer.status, answer.headers.get("Location")]).toEqual([303, `/invoices/${invoiceId}`])
    const { payments, state } = await getInvoicePage(agency.owner, { invoiceId })
    expect(state).toBe("paid")
    expect(payments).toMatchObject([{ method: "cash", amountMinor: 11_900n }])
  })

  it("offers the client's other open invoices, and settles what is named of them without script", async () => {
    const { invoiceId, companyId } = await aSentInvoice(agency)
    const other = await anIssuedInvoice(agency.owner, { companyId })
    const { body } = await answerOf(() => record.loader(recording(invoiceId)))
    const { others } = body as Awaited<ReturnType<typeof record.loader>>
    expect(others).toMatchObject([
      { invoiceId: other.invoiceId, number: other.number, owed: expect.stringMatching(/^€1,190.00 owed, due /) },
    ])
    const shares = { "others[0].invoiceId": other.invoiceId, "others[0].amount": "1190.00" }
    const form = { amount: "1309.00", receivedOn: today, method: "bank", reference: "", ...shares }
    const wrong = await answerOf(() => record.action(recording(invoiceId, { ...form, "others[0].amount": "1200" })))
    expect([wrong.status, wrong.body]).toMatchObject([
      422,
      { reply: { error: { "others[0].amount": [expect.stringMatching(/only €1,190.00/)] } } },
    ])
    const done = await answerOf(() => record.action(recording(invoiceId, form)))
    expect(done.status).toBe(303)
    expect([await booksOf(agency, invoiceId), await booksOf(agency, other.invoiceId)]).toMatchObject([
      { settled: 11_900 },
      { settled: 119_000 },
    ])
  })

  it("gives everything typed back with what is wrong at its field", async () => {
    const { invoiceId } = await aSentInvoice(agency)
    const form = { amount: "much", receivedOn: today, method: "bank", reference: "Slip 7" }
    const { status, body } = await answerOf(() => record.action(recording(invoiceId, form)))
    expect(status).toBe(422)
    expect(body).toMatchObject({ reply: { error: { amount: expect.anything() }, initialValue: form } })
    const late = await answerOf(() =>
      record.action(recording(invoiceId, { ...form, amount: "1", receivedOn: "2099-01-01" })),
    )
    expect(late.body).toMatchObject({ reply: { error: { receivedOn: ["This day has not come yet."] } } })
    expect((await booksOf(agency, invoiceId)).settled).toBe(0)
  })
})

describe("/invoices/:invoiceId/payments/:paymentId/reverse", () => {
  it("shows the payment, wants a reason, and reverses it once", async () => {
    const { invoiceId } = await aSentInvoice(agency)
    const recorded = await recordPayment(agency.owner, { invoiceId, amount: "19", receivedOn: today })
    const paymentId = recorded.paymentId!
    expect((await answerOf(() => reverse.loader(reversing(invoiceId, paymentId)))).body).toMatchObject({
      amount: "€19.00",
    })
    const without = await answerOf(() => reverse.action(reversing(invoiceId, paymentId, { reason: "" })))
    expect([without.status, without.body]).toMatchObject([422, { reply: { error: { reason: expect.anything() } } }])
    const done = await answerOf(() => reverse.action(reversing(invoiceId, paymentId, { reason: "Entered twice" })))
    expect([done.status, done.headers.get("Location")]).toEqual([303, `/invoices/${invoiceId}`])
    expect((await booksOf(agency, invoiceId)).settled).toBe(0)
    const again = await answerOf(() => reverse.loader(reversing(invoiceId, paymentId)))
    expect(again.headers.get("Location")).toBe(`/invoices/${invoiceId}`)
  })
})

describe("/invoices/:invoiceId/credits/apply", () => {
  it("lets the client's credit settle the invoice, leads back to it, and says when there is none", async () => {
    const { invoiceId, companyId } = await aSentInvoice(agency)
    const { invoiceId: other } = await anIssuedInvoice(agency.owner, { companyId })
    await recordPayment(agency.owner, { invoiceId: other, amount: "1290", receivedOn: today })
    const path = `/invoices/${invoiceId}/credits/apply`
    const press = () => answerOf(() => apply.action(knock({ path, params: { invoiceId }, form: {}, cookie })))
    const pressed = await press()
    expect([pressed.status, pressed.headers.get("Location")]).toEqual([303, `/invoices/${invoiceId}`])
    expect((await booksOf(agency, invoiceId)).settled).toBe(10_000)
    const again = await press()
    expect([again.status, (await booksOf(agency, invoiceId)).settled]).toEqual([303, 10_000])
    const visit = await answerOf(() => apply.loader(knock({ path, params: { invoiceId }, cookie })))
    expect(visit.headers.get("Location")).toBe(`/invoices/${invoiceId}`)
  })
})

describe("/invoices/:invoiceId/credit", () => {
  const crediting = (invoiceId: string, form?: Form) =>
    knock({ path: `/invoices/${invoiceId}/credit`, params: { invoiceId }, form, cookie })

  it("says what is left of each line, takes a part of one without script, and leads back", async () => {
    const { invoiceId } = await aSentInvoice(agency)
    const { body } = await answerOf(() => credit.loader(crediting(invoiceId)))
    const { rows, ...page } = body as Awaited<ReturnType<typeof credit.loader>>
    expect(page).toMatchObject({ left: "€119.00", number: expect.stringMatching(/^CN-\d{4}-\d{4}$/) })
    expect(rows).toMatchObject([{ name: "Design", left: "Left: 1 of 1, €100.00 of €100.00 net", isSpent: false }])
    const form = {
      ...{ scope: "lines", reason: "Agreed", submission: "a-rendering-of-it" },
      ...{ "lines[0].lineId": rows[0]!.lineId, "lines[0].quantity": "", "lines[0].amount": "50,00" },
    }
    const sent = () => answerOf(() => credit.action(crediting(invoiceId, form)))
    const [once, twice] = [await sent(), await sent()]
    expect([once.status, once.headers.get("Location"), twice.status]).toEqual([303, `/invoices/${invoiceId}`, 303])
    const { balanceMinor, creditNotes } = await getInvoicePage(agency.owner, { invoiceId })
    expect([balanceMinor, creditNotes.length]).toEqual([5_950n, 1])
  })

  it("gives everything typed back with what is too much at its field", async () => {
    const { invoiceId } = await aSentInvoice(agency)
    const { rows } = (await answerOf(() => credit.loader(crediting(invoiceId)))).body as Awaited<
      ReturnType<typeof credit.loader>
    >
    const form = { scope: "lines", reason: "Agreed", "lines[0].lineId": rows[0]!.lineId, "lines[0].quantity": "2" }
    const { status, body } = await answerOf(() => credit.action(crediting(invoiceId, form)))
    expect([status, body]).toMatchObject([
      422,
      {
        reply: {
          error: { "lines[0].quantity": [expect.stringMatching(/left: 1\.$/)] },
          initialValue: { reason: "Agreed" },
        },
      },
    ])
  })

  it("is left again where nothing can be credited", async () => {
    const { invoiceId } = await aSentInvoice(agency)
    const form = { scope: "all", reason: "Twice invoiced" }
    expect((await answerOf(() => credit.action(crediting(invoiceId, form)))).status).toBe(303)
    const visit = await answerOf(() => credit.loader(crediting(invoiceId)))
    expect(visit.headers.get("Location")).toBe(`/invoices/${invoiceId}`)
    expect((await answerOf(() => credit.action(crediting(invoiceId, form)))).status).toBe(409)
  })
})
