import fc from "fast-check"
import { beforeAll, describe, expect, it } from "vitest"
import { openDeal } from "~/deals/open-deal.server"
import { priceDeal } from "~/deals/price-deal.server"
import { editOrganization } from "~/organizations/edit-organization.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import { lineAmount } from "~/pricing/line"
import { getProposalForClient } from "~/proposals/client-queries.server"
import { offerOf } from "~/proposals/content"
import { draftProposal } from "~/proposals/draft-proposal.server"
import { sendProposal } from "~/proposals/send-proposal.server"
import { signProposal } from "~/proposals/sign-proposal.server"
import { holderOf } from "../../tests/support/a-full-world"
import { aClient, plainDraft } from "../../tests/support/billing"
import { type Agency, anAgency, withSandbox } from "../../tests/support/world"
import { draftInvoice } from "./draft-invoice.server"
import { getInvoiceDefaults } from "./draft-queries.server"
import { getInvoice, listInvoicesOf } from "./invoice-queries.server"
import { wordsOf } from "./invoice-words"
import { issueInvoice } from "./issue-invoice.server"

let agency: Agency
beforeAll(async () => {
  agency = await anAgency()
  await withSandbox()
  const { version, ...kept } = await getOrganization(agency.owner, {})
  await editOrganization(agency.owner, { ...kept, version, pricesIncludeTax: true })
})

type Lines = NonNullable<Parameters<typeof priceDeal>[1]["lines"]>

/** A deal whose prices include the tax, signed with every option, and what was signed for. */
async function signed(lines: Lines) {
  const { owner } = agency
  const { companyId, contactId } = await aClient(owner)
  const { dealId } = await openDeal(owner, { title: "Kitchen", companyId, contactId })
  await priceDeal(owner, { dealId, version: 1, lines, pricesIncludeTax: true })
  const { proposalId } = await draftProposal(owner, { dealId })
  await sendProposal(owner, { proposalId, contactId, version: null })
  const holder = await holderOf(agency, proposalId)
  const { content } = await getProposalForClient(holder, {})
  const options = content.lines.filter((line) => line.isOptional).map((line) => line.id)
  const offer = offerOf(content, options)
  const expected = offer.total.minor.toString()
  await signProposal(holder, { lines: options, consent: true, typedName: "Claire", expected })
  const [deposit] = await listInvoicesOf(owner, { dealId })
  return { companyId, dealId, total: offer.total.minor, deposit }
}

/** The final invoice of a deal, drafted as its form begins and issued. */
async function finalInvoice({ companyId, dealId }: Pick<Awaited<ReturnType<typeof signed>>, "companyId" | "dealId">) {
  const { lines, pricesIncludeTax, deducts } = await getInvoiceDefaults(agency.owner, { dealId, companyId: null })
  const kind = deducts ? "final" : "invoice"
  const facts = { ...plainDraft, companyId, dealId, lines, pricesIncludeTax, kind } as const
  const { invoiceId } = await draftInvoice(agency.owner, facts)
  await issueInvoice(agency.owner, { invoiceId, version: 1 })
  return getInvoice(agency.owner, { invoiceId })
}

const story: Lines = [
  { name: "Kitchen", unitPrice: "9520", taxRate: "19" },
  { name: "Photography", unitPrice: "1785", taxRate: "19", isOptional: true },
  { name: "Care", unitPrice: "107.1", taxRate: "19", recurrence: "monthly" },
]

describe("prices that include the tax, along the whole road", () => {
  it("are 11 305.00 signed, 3 391.50 as deposit, and 7 913.50 on the final invoice, which names the deposit's", async () => {
    const deal = await signed(story)
    expect(deal.total).toBe(1_130_500n)
    expect(deal.deposit).toMatchObject({ status: "issued", totalMinor: 339_150n })
    const { snapshot: ofDeposit } = await getInvoice(agency.owner, { invoiceId: deal.deposit!.id })
    expect(ofDeposit).toMatchObject({ pricesIncludeTax: true, netMinor: "285000", taxMinor: "54150" })
    const final = await finalInvoice(deal)
    expect(final).toMatchObject({ netMinor: 665_000n, taxMinor: 126_350n, totalMinor: 791_350n })
    const words = wordsOf(final.snapshot!)
    expect(words.heading).toBe(`Final invoice ${final.number}`)
    expect(words.lines.map(({ title, quantity, amount }) => [title, quantity, amount])).toEqual([
      ["Kitchen", "1", "€9,520.00"],
      ["Photography", "1", "€1,785.00"],
      [expect.stringMatching(`Less deposit invoice ${deal.deposit!.number} of \\d`), "-1", "-€3,391.50"],
    ])
  })

  it("agree to the cent for any lines, taxes and discounts: proposal, deposit and final invoice", async () => {
    const line = fc.record({
      name: fc.constant("Work"),
      quantity: fc.constantFrom("1", "2.5", "0.333"),
      unitPrice: fc.integer({ min: 1, max: 9_999_999 }).map((units) => (units / 1_000).toFixed(3)),
      discountPercent: fc.constantFrom("0", "12.5"),
      taxRate: fc.constantFrom("19", "7", "5.5"),
      secondTaxRate: fc.constantFrom(null, "9.975"),
      isOptional: fc.boolean(),
    })
    for (const lines of fc.sample(fc.array(line, { minLength: 1, maxLength: 6 }), 4)) {
      const deal = await signed(lines)
      const priced = lines.map((each) => lineAmount({ ...each, taxCategory: "standard" }, "EUR").amount.minor)
      expect(deal.total).toBe(priced.reduce((a, b) => a + b, 0n))
      const final = await finalInvoice(deal)
      const asked = deal.deposit?.totalMinor ?? 0n
      expect(asked + final.totalMinor).toBe(deal.total)
    }
  })

  it("are a new deal's where the organization usually has them", async () => {
    const { companyId } = await aClient(agency.owner)
    const { dealId } = await openDeal(agency.owner, { title: "Kitchen", companyId })
    expect(await getInvoiceDefaults(agency.owner, { dealId, companyId: null })).toMatchObject({
      ...{ pricesIncludeTax: true, deducts: false, lines: [] },
    })
  })
})
