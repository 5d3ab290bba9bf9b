import { beforeAll, describe, expect, it } from "vitest"
import { listDealsOfCompany } from "~/deals/deal-queries.server"
import { depositLines } from "~/pricing/deposit"
import { totals } from "~/pricing/totals"
import { signProposal } from "~/proposals/sign-proposal.server"
import { holderOf } from "../../tests/support/a-full-world"
import { aSentProposal } from "../../tests/support/billing"
import { type Agency, anAgency, rows, runJobs, withSandbox } from "../../tests/support/world"
import { depositInvoiceAddress } from "./client-links.server"
import { getInvoice, listInvoicesOf } from "./invoice-queries.server"
import { issueDepositInvoice } from "./issue-deposit-invoice.server"
import { voidInvoice } from "./void-invoice.server"

let agency: Agency
beforeAll(async () => {
  agency = await anAgency()
  await withSandbox()
})

type Sent = Awaited<ReturnType<typeof aSentProposal>>

async function signed(sent: Sent, expected: string, lines = sent.options) {
  await signProposal(sent.holder, { lines, consent: true, typedName: "Claire Client", expected })
  const [deposit, ...more] = await listInvoicesOf(agency.owner, { dealId: sent.dealId })
  expect(more).toEqual([])
  return deposit!
}

describe("the signature of a proposal with a deposit", () => {
  it("issues the deposit invoice in the same act: 30 % of the 11 305.00 accepted are 3 391.50", async () => {
    const sent = await aSentProposal(agency)
    const deposit = await signed(sent, "1130500")
    expect(deposit).toMatchObject({ kind: "deposit", status: "issued", totalMinor: 339_150n, balanceMinor: 339_150n })
    expect(deposit.number).toMatch(/^\d{4}-0001$/)
    const { snapshot } = await getInvoice(agency.owner, { invoiceId: deposit.id })
    expect(snapshot).toMatchObject({ netMinor: "285000", taxMinor: "54150", totalMinor: "339150" })
    expect(snapshot?.lines).toMatchObject([{ name: "Deposit of 30 % on “Website”", quantity: "1.000000" }])
    expect(await listDealsOfCompany(agency.owner, sent)).toMatchObject([{ status: "won" }])
  })

  it("leads its reader to the invoice's page, and mails it once the PDF is kept", async () => {
    const sent = await aSentProposal(agency)
    const deposit = await signed(sent, "1130500")
    expect(await depositInvoiceAddress(sent.holder, sent.proposalId)).toMatch(/^\/i\/[\w-]{43}$/)
    await runJobs()
    const mails = await rows(
      agency,
      "select to_email, status from mails where purpose = 'invoice' and object_id = $1",
      [deposit.id],
    )
    expect(mails).toEqual([{ to_email: sent.email, status: "sent" }])
    expect((await holderOf(agency, deposit.id)).hold).toMatchObject({ purpose: "invoice", objectId: deposit.id })
  })

  it("invoices what was chosen only, and each tax its own part, to the cent what pricing says", async () => {
    const lines = [
      { name: "Design", unitPrice: "1234.56", taxRate: "19" },
      { name: "Books", unitPrice: "333.33", taxRate: "7" },
      { name: "Photography", unitPrice: "1500", taxRate: "19", isOptional: true },
    ]
    const sent = await aSentProposal(agency, lines)
    const accepted = totals({
      currency: "EUR",
      lines: lines.slice(0, 2).map((line) => ({ quantity: "1", taxCategory: "standard" as const, ...line })),
    })
    const expected = totals({ currency: "EUR", lines: depositLines(accepted, "30") })
    const deposit = await signed(sent, String(accepted.total.minor), [])
    expect(deposit.totalMinor).toBe(expected.total.minor)
    const { snapshot } = await getInvoice(agency.owner, { invoiceId: deposit.id })
    expect(snapshot?.lines.map(({ description }) => description)).toEqual([
      "For the part at VAT 19 %",
      "For the part at VAT 7 %",
    ])
  })

  it("happens once, however often it is asked for", async () => {
    const sent = await aSentProposal(agency)
    const deposit = await signed(sent, "1130500")
    const again = await issueDepositInvoice(agency.system(), { proposalId: sent.proposalId })
    expect(again).toEqual({ invoiceId: deposit.id, number: deposit.number })
  })

  it("leaves a draft where the law asks for more: the signature never fails on it", async () => {
    const sent = await aSentProposal(agency, undefined, { poRequired: true })
    const deposit = await signed(sent, "1130500")
    expect(deposit).toMatchObject({ status: "draft", number: null })
    await voidInvoice(agency.owner, { invoiceId: deposit.id })
    const anew = await issueDepositInvoice(agency.system(), { proposalId: sent.proposalId })
    expect(anew.invoiceId).not.toBe(deposit.id)
  })
})
