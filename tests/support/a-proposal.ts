import { createCompany } from "~/companies/create-company.server"
import { createContact } from "~/contacts/create-contact.server"
import { openDeal } from "~/deals/open-deal.server"
import { priceDeal } from "~/deals/price-deal.server"
import type { StaffContext } from "~/platform/data/contexts.server"
import type { Id } from "~/platform/language/ids"
import { draftProposal } from "~/proposals/draft-proposal.server"
import { getProposal } from "~/proposals/proposal-queries.server"
import { sendProposal } from "~/proposals/send-proposal.server"

/** Lines that come to 9 520.00 EUR with tax, and to 11 305.00 with the option. */
export const websiteLines = [
  { name: "Website", quantity: "1", unitPrice: "8000", taxRate: "19" },
  { name: "Photo shoot", quantity: "1", unitPrice: "1500", taxRate: "19", isOptional: true },
]

type Wanted = {
  title?: string
  company?: string
  email?: string | null
  ownerId?: Id<"people">
  lines?: Parameters<typeof priceDeal>[1]["lines"]
}

let made = 0

/** An open deal with its company, a contact with a mailbox, and priced lines. */
export async function aDeal(by: StaffContext, wanted: Wanted = {}) {
  const { title = "Website", company = "Harbor Books", ownerId, lines = websiteLines } = wanted
  const email = wanted.email === undefined ? `claire${++made}@harbor.example` : wanted.email
  const { companyId } = await createCompany(by, { name: company, ownerId })
  const emails = email ? [{ label: "work", email }] : []
  const { contactId } = await createContact(by, { name: "Claire Client", emails, companyId, ownerId })
  const { dealId } = await openDeal(by, { title, companyId, contactId, ownerId })
  await priceDeal(by, { dealId, version: 1, lines })
  return { dealId, companyId, contactId, email }
}

/** A proposal drafted from such a deal. */
export async function aDraft(by: StaffContext, wanted: Wanted = {}) {
  const deal = await aDeal(by, wanted)
  const { proposalId } = await draftProposal(by, { dealId: deal.dealId })
  return { ...deal, proposalId }
}

/** The same, sent to its contact. */
export async function aSent(by: StaffContext, wanted: Wanted = {}) {
  const draft = await aDraft(by, wanted)
  const { proposalId, contactId } = draft
  return { ...draft, ...(await sendProposal(by, { proposalId, contactId, version: null })) }
}

/** A proposal as its form would send it back, unchanged. */
export async function asForm(by: StaffContext, proposalId: Id<"proposals">) {
  const { lines, ...proposal } = await getProposal(by, { proposalId })
  const { version, title, intro, scope, timeline, terms, depositPercent, validUntilOn, pricesIncludeTax } = proposal
  const typed = lines.map(({ name, quantity, unitPrice, taxRate, isOptional }) => ({
    ...{ name, quantity, unitPrice, taxRate, isOptional },
  }))
  const texts = { title, intro, scope, timeline, terms }
  return { proposalId, version, ...texts, depositPercent, validUntilOn, pricesIncludeTax, lines: typed }
}
