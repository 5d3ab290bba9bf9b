import { beforeAll, describe, expect, it } from "vitest"
import { todayIn } from "~/platform/language/dates"
import { answerOf, cookieFor, knock } from "../../../tests/support/knock"
import { aPaidInvoice } from "../../../tests/support/paid-invoices"
import { anEvent, booksOf, post, signed, withPayments } from "../../../tests/support/payments"
import { type Agency, anAgency, runJobs } from "../../../tests/support/world"
import { listProblems } from "../problem-queries.server"
import * as problems from "./problems"
import * as processProblem from "./process-problem"
import * as refund from "./refund"
import * as settleProblem from "./settle-problem"

let agency: Agency
let cookie: string
const today = todayIn("Europe/Berlin", new Date())

beforeAll(async () => {
  await withPayments()
  agency = await anAgency()
  cookie = await cookieFor(agency.people.owner.email)
})

type Form = Record<string, string>

describe("/invoices/:invoiceId/payments/:paymentId/refund", () => {
  const asking = (invoiceId: string, paymentId: string, form?: Form) => {
    const path = `/invoices/${invoiceId}/payments/${paymentId}/refund`
    return knock({ path, params: { invoiceId, paymentId }, form, cookie })
  }

  it("offers what is left, and gives it back once however often it is sent", async () => {
    const { invoiceId, paymentId } = await aPaidInvoice(agency)
    const { body } = await answerOf(() => refund.loader(asking(invoiceId, paymentId)))
    expect(body).toMatchObject({ most: "€119.00", defaultValue: { amount: "119.00", refundedOn: today } })
    const form = { amount: "19", submission: "a-rendering-of-it" }
    const sent = () => answerOf(() => refund.action(asking(invoiceId, paymentId, form)))
    const answers = await Promise.all([sent(), sent()])
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    expect(await booksOf(agency, invoiceId)).toMatchObject({ settled: 10_000, payments: 2 })
  })

  it("says at the field what is wrong, and keeps what was typed", async () => {
    const { invoiceId, paymentId } = await aPaidInvoice(agency)
    const form = { amount: "200", reference: "Agreed by phone", submission: "another-rendering" }
    const { status, body } = await answerOf(() => refund.action(asking(invoiceId, paymentId, form)))
    expect([status, body]).toMatchObject([
      422,
      {
        reply: {
          error: { amount: [expect.stringMatching(/At most/)] },
          initialValue: { amount: "200", reference: "Agreed by phone" },
        },
      },
    ])
  })
})

describe("/settings/payments", () => {
  const page = (as = cookie) => answerOf(() => problems.loader(knock({ path: "/settings/payments", cookie: as })))
  type Body = { rows: { id: string; reason: string; isEvent: boolean }[] }
  const processing = (problemId: string) =>
    knock({ path: `/settings/payments/problems/${problemId}/process`, params: { problemId }, form: {}, cookie })
  const settling = (problemId: string) =>
    knock({ path: `/settings/payments/problems/${problemId}/settle`, params: { problemId }, form: {}, cookie })

  it("shows an event that could not be acted on with its reason, acts on it again, and takes off what was looked at", async () => {
    const { paymentIntentId } = await aPaidInvoice(agency)
    const about = { id: "re_wrong", object: "refund", amount: 900_000, currency: "eur", status: "succeeded" }
    const body = anEvent("refund.created", { ...about, payment_intent: paymentIntentId })
    expect(await post("/webhooks/stripe", body, signed(body))).toBe(200)
    await runJobs()
    const [problem] = ((await page()).body as Body).rows
    expect(problem).toMatchObject({ reason: "More was refunded than this payment came to.", isEvent: true })
    const again = await answerOf(() => processProblem.action(processing(problem!.id)))
    expect([again.status, ((await page()).body as Body).rows]).toMatchObject([303, [{ id: problem!.id }]])
    const done = await answerOf(() => settleProblem.action(settling(problem!.id)))
    expect([done.status, ((await page()).body as Body).rows]).toEqual([303, []])
  })

  it("is for those who keep the books, and for no other organization", async () => {
    for (const as of [agency.manager, agency.member, agency.guest])
      await expect(listProblems(as, {})).rejects.toMatchObject({ kind: "forbidden" })
    const elsewhere = await anAgency({ name: "Harbor" })
    const theirs = await page(await cookieFor(elsewhere.people.owner.email))
    expect((theirs.body as Body).rows).toEqual([])
  })
})
