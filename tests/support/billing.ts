import { createAddress } from "~/companies/create-address.server"
import { createCompany } from "~/companies/create-company.server"
import { createContact } from "~/contacts/create-contact.server"
import { openDeal } from "~/deals/open-deal.server"
import { priceDeal } from "~/deals/price-deal.server"
import { draftInvoice } from "~/invoices/draft-invoice.server"
import { issueInvoice } from "~/invoices/issue-invoice.server"
import type { StaffContext } from "~/platform/data/contexts.server"
import type { Id } from "~/platform/language/ids"
import { draftProposal } from "~/proposals/draft-proposal.server"
import { sendProposal } from "~/proposals/send-proposal.server"
import { holderOf } from "./a-full-world"
import { type Agency, rows } from "./world"

/* Clients, drafts, issued invoices and sent proposals for tests about money, each made by its commands. */

type Company = Omit<Parameters<typeof createCompany>[1], "name">
type Draft = Partial<Parameters<typeof draftInvoice>[1]>

let clients = 0

/** A client in Marseille with one person who can be mailed. */
export async function aClient(as: StaffContext, company: Company = {}) {
  const n = ++clients
  const { companyId } = await createCompany(as, { name: `Harbor ${n}`, legalName: `Harbor ${n} SARL`, ...company })
  await createAddress(as, { companyId, line1: "Quai du Port 1", postalCode: "13002", city: "Marseille", country: "FR" })
  const emails = [{ label: "work", email: `claire${n}@harbor.example` }]
  const { contactId } = await createContact(as, { name: "Claire Client", emails, companyId })
  return { companyId, contactId, email: `claire${n}@harbor.example` }
}

/** One line at 19 %: 1 190.00 with tax. */
export const oneLine = [{ name: "Workshop", unitPrice: "1000", taxRate: "19" }]

/** What a draft says unless it is told otherwise. */
export const plainDraft = { title: "Workshop", currency: "EUR", termsDays: 14, lines: oneLine }

/** The rate that an invoice of ours in another currency than the euro needs; none in euros. */
export const aRate = (currency: unknown = "EUR") =>
  currency === "EUR" ? {} : { exchangeRate: "0.5", exchangeRateOn: "2026-01-02", exchangeRateSource: "ECB" }

/** A draft for a client of its own, unless one is named. */
export async function aDraft(as: StaffContext, draft: Draft = {}) {
  const companyId = draft.companyId ?? (await aClient(as)).companyId
  const { invoiceId } = await draftInvoice(as, { ...plainDraft, ...aRate(draft.currency), ...draft, companyId })
  return { invoiceId, companyId: companyId as Id<"companies"> }
}

/** An invoice issued at the context's time, and its number. */
export async function anIssuedInvoice(as: StaffContext, draft: Draft & { send?: boolean } = {}) {
  const { send = false, ...facts } = draft
  const made = await aDraft(as, facts)
  const { number } = await issueInvoice(as, { invoiceId: made.invoiceId, version: 1, send })
  return { ...made, number }
}

/** The lines of the story: 8 000.00, and photography as an option for 1 500.00, both at 19 %. */
export const storyLines = [
  { name: "Design and build", unitPrice: "8000", taxRate: "19" },
  { name: "Photography", unitPrice: "1500", taxRate: "19", isOptional: true },
]

/** A proposal of the story's lines in its reader's hands; with the option chosen it comes to 11 305.00. */
export async function aSentProposal(
  agency: Agency,
  lines = storyLines as Parameters<typeof priceDeal>[1]["lines"],
  company: Company = {},
) {
  const { owner } = agency
  const client = await aClient(owner, company)
  const { companyId, contactId } = client
  const { dealId } = await openDeal(owner, { title: "Website", companyId, contactId })
  await priceDeal(owner, { dealId, version: 1, lines })
  const { proposalId } = await draftProposal(owner, { dealId })
  await sendProposal(owner, { proposalId, contactId, version: null })
  const optional = "select id from proposal_lines where proposal_id = $1 and is_optional order by position"
  const options = (await rows<{ id: string }>(agency, optional, [proposalId])).map(({ id }) => id)
  return { ...client, dealId, proposalId, options, holder: await holderOf(agency, proposalId) }
}
