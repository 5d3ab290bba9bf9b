import { createAddress } from "~/companies/create-address.server"
import { createCompany } from "~/companies/create-company.server"
import { createContact } from "~/contacts/create-contact.server"
import { openDeal } from "~/deals/open-deal.server"
import { priceDeal } from "~/deals/price-deal.server"
import type { StaffContext } from "~/platform/data/contexts.server"
import type { Id } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { tokenOf } from "~/platform/security/links.server"
import { draftProposal } from "~/proposals/draft-proposal.server"
import { getProposal } from "~/proposals/proposal-queries.server"
import { reviseProposal } from "~/proposals/revise-proposal.server"
import { sendProposal } from "~/proposals/send-proposal.server"
import { type Agency, linkHolder, rows } from "./world"

/*
 * The proposal of the main road: 8 000.00 fixed, 1 500.00 as an option, 90.00 a month, 19 % VAT, 30 % deposit. With the
 * option 11 305.00 are accepted and the deposit is 3 391.50.
 */

export const roadLines = [
  { name: "Website", unitPrice: "8000", taxRate: "19" },
  { name: "SEO", unitPrice: "1500", taxRate: "19", isOptional: true },
  { name: "Care plan", unitPrice: "90", taxRate: "19", recurrence: "monthly" as const },
]

/** What the road comes to, in minor units, without and with its option. */
export const roadTotals = { plain: "952000", withOption: "1130500" }

export type SentProposal = Awaited<ReturnType<typeof aSentProposal>>

let made = 0

/** A proposal sent to Ana of Café Müller, with her link. `by` is who does it; each call makes another client and deal. */
export async function aSentProposal(agency: Agency, { by = agency.owner, validUntilOn = null as string | null } = {}) {
  const client = await aClient(by)
  const { dealId } = await openDeal(by, { title: "Website", ...client, ownerId: by.personId })
  await priceDeal(by, { dealId, version: 1, lines: roadLines })
  const { proposalId } = await draftProposal(by, { dealId })
  if (validUntilOn) await reviseRoad(by, proposalId, { validUntilOn })
  const sent = await sendProposal(by, { proposalId, contactId: client.contactId, version: null })
  const token = await tokenOfLink(agency, sent.linkId)
  return {
    ...client,
    ...sent,
    dealId,
    token,
    path: href("/p/:token", { token }),
    optionId: await optionOf(agency, sent.versionId),
    holder: (now?: Date) => linkHolder(token, now ?? by.now),
  }
}

async function aClient(by: StaffContext) {
  const email = `ana${++made}@cafe-mueller.example`
  const { companyId } = await createCompany(by, { name: `Café Müller ${made}`, legalName: "Café Müller GmbH" })
  await createAddress(by, { companyId, line1: "Markt 1", postalCode: "04109", city: "Leipzig", country: "DE" })
  const { contactId } = await createContact(by, { name: "Ana Müller", emails: [{ label: "work", email }], companyId })
  return { companyId, contactId, email }
}

/** Edits a proposal as its page would, everything else unchanged. */
export async function reviseRoad(
  by: StaffContext,
  proposalId: Id<"proposals">,
  change: { title?: string; validUntilOn?: string },
) {
  const { version, title, intro, scope, timeline, terms, depositPercent, validUntilOn } = await getProposal(by, {
    proposalId,
  })
  const texts = { intro, scope, timeline, terms, depositPercent: String(Number(depositPercent)) }
  await reviseProposal(by, { proposalId, version, title, validUntilOn, ...texts, lines: roadLines, ...change })
}

/** Edits what was sent and sends it again, which makes the next version. */
export async function sendNextVersion(agency: Agency, { proposalId, contactId }: SentProposal, by = agency.owner) {
  await reviseRoad(by, proposalId, { title: "Website, again" })
  return sendProposal(by, { proposalId, contactId, version: null })
}

type LinkRow = {
  id: Id<"links">
  organization_id: Id<"organizations">
  purpose: "proposal" | "invoice"
  token_sealed: string
}

/** The token of a link, which its reader finds in their mail. */
export async function tokenOfLink(agency: Agency, linkId: string): Promise<string> {
  const [link] = await rows<LinkRow>(agency, "select * from links where id = $1", [linkId])
  const { id, organization_id: organizationId, purpose, token_sealed: tokenSealed } = link!
  return tokenOf({ id, organizationId, purpose, tokenSealed })
}

async function optionOf(agency: Agency, versionId: string): Promise<string> {
  type Row = { content: { lines: { id: string; isOptional: boolean }[] } }
  const [version] = await rows<Row>(agency, "select content from proposal_versions where id = $1", [versionId])
  return version!.content.lines.find((line) => line.isOptional)!.id
}
