import { beforeAll, describe, expect, it } from "vitest"
import { editOrganization } from "~/organizations/edit-organization.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import { answerOf, knock } from "../../tests/support/knock"
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
import { type Agency, anAgency, rows } from "../../tests/support/world"
import { openCheckout } from "./open-checkout.server"
import { getClientInvoice } from "./payment-queries.server"
import * as pay from "./routes/pay"

let agency: Agency
let strict: Agency
beforeAll(async () => {
  await withPayments()
  agency = await anAgency()
  strict = await anAgency({ name: "Harbor" })
  const organization = await getOrganization(agency.owner, {})
  await editOrganization(agency.owner, { ...organization, allowsPartialPayments: true } as never)
})

const stands = async (invoice: {
  invoiceId: Parameters<typeof booksOf>[1]
  holder: Parameters<typeof getClientInvoice>[0]
}) => getClientInvoice(invoice.holder, { invoiceId: invoice.invoiceId })

describe("an invoice that may be paid in parts", () => {
  it("is partly paid by a part, then paid by the rest, with a receipt for each that names what is left", async () => {
    const invoice = await aSentInvoice(agency)
    const { invoiceId, holder } = invoice
    const part = sessionOf((await openCheckout(holder, { invoiceId, amount: "19.00" })).url)
    await payOn(part)
    await tell(...(await eventsOf(part)))
    expect(await stands(invoice)).toMatchObject({ state: "partly_paid", balanceMinor: 10_000n, canPayPart: true })
    const rest = sessionOf((await openCheckout(holder, { invoiceId })).url)
    await payOn(rest)
    await tell(...(await eventsOf(rest)))
    expect(await stands(invoice)).toMatchObject({ state: "paid", balanceMinor: 0n })
    const receipts = await rows<{ text: string }>(
      agency,
      "select text from mails where purpose = 'receipt' and about->>'invoiceId' = $1 order by id",
      [invoiceId],
    )
    expect(receipts.map(({ text }) => text.includes("100.00"))).toEqual([true, true])
    expect(receipts).toHaveLength(2)
  })

  it("closes the other page that is open, and when both pay all the same the second is credit", async () => {
    const invoice = await aSentInvoice(agency)
    const { invoiceId, holder } = invoice
    const first = sessionOf((await openCheckout(holder, { invoiceId, amount: "100" })).url)
    const boss = await anotherReader(agency, invoice)
    const second = sessionOf((await openCheckout(boss, { invoiceId, amount: "50" })).url)
    expect((await payOn(first)).status).toBe("expired")
    await payOn(second)
    await tell(...(await eventsOf(second)), ...(await eventsOf(first)))
    expect(await booksOf(agency, invoiceId)).toMatchObject({ settled: 5_000, payments: 1 })
  })

  it.each([
    ["0.49", /begin at 0\.50 EUR/],
    ["119.01", /No more than/],
    ["-1", /above zero/],
    ["a lot", /amount in EUR/],
  ])("says at the field what is wrong with %s, and keeps it", async (amount, sentence) => {
    const { token } = await aSentInvoice(agency)
    const form = { amount }
    const { status, body } = await answerOf(() =>
      pay.action(knock({ path: `/i/${token}/pay`, params: { token }, form })),
    )
    expect([status, body]).toMatchObject([
      422,
      { reply: { error: { amount: [expect.stringMatching(sentence)] }, initialValue: form } },
    ])
  })
})

describe("an invoice of an agency that wants it paid as a whole", () => {
  it("is not paid in parts", async () => {
    const invoice = await aSentInvoice(strict)
    expect(await stands(invoice)).toMatchObject({ canPay: true, canPayPart: false })
    const order = { invoiceId: invoice.invoiceId, amount: "19" }
    await expect(openCheckout(invoice.holder, order)).rejects.toMatchObject({ kind: "conflict" })
    expect(await sandbox<unknown[]>("/sessions")).toBeDefined()
  })
})
