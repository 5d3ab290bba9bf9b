import { useForm } from "@conform-to/react"
import { renderToStaticMarkup } from "react-dom/server"
import { beforeAll, describe, expect, it } from "vitest"
import { creditInvoice } from "~/payments/credit-invoice.server"
import { aClient, plainDraft } from "../../tests/support/billing"
import { answerOf, cookieFor, knock } from "../../tests/support/knock"
import { type Agency, anAgency } from "../../tests/support/world"
import { RateFields } from "./components/rate-fields"
import { draftInvoice } from "./draft-invoice.server"
import { getIssuePage } from "./draft-queries.server"
import { editInvoice } from "./edit-invoice.server"
import { invoicePdf } from "./invoice-pdf"
import { getInvoice, listInvoicesOf } from "./invoice-queries.server"
import { wordsOf } from "./invoice-words"
import { issueInvoice } from "./issue-invoice.server"
import * as edit from "./routes/edit"
import type { ExchangeRate } from "./tax-currency"

let agency: Agency
beforeAll(async () => {
  agency = await anAgency()
})

const noRate = { exchangeRate: null, exchangeRateOn: null, exchangeRateSource: null }
const ecb = { exchangeRate: "0.9234", exchangeRateOn: "2026-01-02", exchangeRateSource: "ECB" }

/** A draft in dollars of 1 000.00 at 19 %, by an agency in Germany with a VAT ID. */
async function inDollars(more: Partial<Parameters<typeof draftInvoice>[1]> = {}) {
  const { companyId } = await aClient(agency.owner)
  const facts = { ...plainDraft, currency: "USD", companyId, ...more }
  const { invoiceId } = await draftInvoice(agency.owner, facts)
  return { invoiceId, facts }
}

const said = "VAT in EUR: €175.45, at 0.9234 EUR for 1 USD on 2 Jan 2026 (ECB)"

describe("an invoice in another currency than its tax is accounted in", () => {
  it("is not issued before the rate, its day and its source are entered, and the page says which", async () => {
    const { invoiceId, facts } = await inDollars()
    const { shortcomings } = await getIssuePage(agency.owner, { invoiceId })
    expect(shortcomings).toContainEqual(expect.objectContaining({ field: "exchangeRate", blocking: true }))
    const refused = issueInvoice(agency.owner, { invoiceId, version: 1 })
    await expect(refused).rejects.toMatchObject({ kind: "invalid", field: "exchangeRate" })
    await editInvoice(agency.owner, { invoiceId, version: 1, ...facts, ...ecb })
    await issueInvoice(agency.owner, { invoiceId, version: 2 })
    const { snapshot, issuedAt } = await getInvoice(agency.owner, { invoiceId })
    const { exchangeRate: rate, exchangeRateOn: rateOn, exchangeRateSource: rateSource } = ecb
    expect(snapshot?.accountedTax).toEqual({ currency: "EUR", taxMinor: "17545", rate, rateOn, rateSource })
    expect(wordsOf(snapshot!).accountedTax).toBe(said)
    expect(invoicePdf(snapshot!, issuedAt!).blocks).toContainEqual({ kind: "paragraph", style: "small", text: said })
  })

  it("is credited at its own rate", async () => {
    const { invoiceId } = await inDollars(ecb)
    await issueInvoice(agency.owner, { invoiceId, version: 1 })
    const { companyId } = await getInvoice(agency.owner, { invoiceId })
    await creditInvoice(agency.owner, { invoiceId, reason: "Agreed on the telephone" })
    const note = (await listInvoicesOf(agency.owner, { companyId })).find(({ kind }) => kind === "credit_note")!
    const { snapshot } = await getInvoice(agency.owner, { invoiceId: note.id })
    expect(wordsOf(snapshot!).accountedTax).toBe(said)
  })

  it.each([
    ["nothing of it where no tax is charged", { lines: [{ name: "Work", unitPrice: "1", taxCategory: "exempt" }] }],
    ["nothing of it in the seller's own currency", { currency: "EUR", ...ecb }],
  ] as const)("says %s", async (_, more) => {
    const { invoiceId } = await inDollars({ ...more, lines: "lines" in more ? [...more.lines] : plainDraft.lines })
    await issueInvoice(agency.owner, { invoiceId, version: 1 })
    const { snapshot } = await getInvoice(agency.owner, { invoiceId })
    expect(snapshot && "accountedTax" in snapshot).toBe(false)
  })

  it.each([
    ["a rate alone", { exchangeRate: "0.9" }, ["exchangeRateOn", "exchangeRateSource"]],
    ["no rate", { exchangeRateOn: "2026-01-02", exchangeRateSource: "ECB" }, ["exchangeRate"]],
    ["a rate of nothing", { ...ecb, exchangeRate: "0" }, ["exchangeRate"]],
    ["a rate that is none", { ...ecb, exchangeRate: "a lot" }, ["exchangeRate"]],
  ])("comes back with the error at its field and all that was typed, without script: %s", async (_, given, fields) => {
    const { invoiceId, facts } = await inDollars()
    const { lines: _lines, ...typed } = facts
    const form = { version: "1", ...typed, termsDays: "14", ...given }
    const cookie = await cookieFor(agency.people.owner.email)
    const at = knock({ path: `/invoices/${invoiceId}/edit`, params: { invoiceId }, form: form as never, cookie })
    const { status, body } = await answerOf(() => edit.action(at))
    const { reply } = body as { reply: { error: Record<string, string[]>; initialValue: object } }
    expect([status, Object.keys(reply.error)]).toEqual([422, fields])
    expect(reply.initialValue).toMatchObject(given)
  })
})

it("the rate is asked for where the currency is another, and where one stands", () => {
  function Asked({ currency, rate = noRate }: { currency: string; rate?: ExchangeRate }) {
    const [, fields] = useForm<ExchangeRate>({ id: "invoice", defaultValue: rate })
    return <RateFields fields={fields as never} currency={currency} taxCurrency="EUR" />
  }
  expect(renderToStaticMarkup(<Asked currency="USD" />)).toContain("1 USD in EUR")
  expect(renderToStaticMarkup(<Asked currency="EUR" />)).toBe("")
  expect(renderToStaticMarkup(<Asked currency="EUR" rate={ecb} />)).toContain('value="0.9234"')
})
