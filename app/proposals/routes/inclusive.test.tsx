import { renderToStaticMarkup } from "react-dom/server"
import { beforeAll, describe, expect, it } from "vitest"
import { getDeal } from "~/deals/deal-queries.server"
import * as dealLines from "~/deals/routes/lines"
import * as deal from "~/deals/routes/show"
import { href } from "~/platform/language/paths"
import { aDeal } from "../../../tests/support/a-proposal"
import { tokenOfLink } from "../../../tests/support/a-sent-proposal"
import { answerOf, cookieFor, knock } from "../../../tests/support/knock"
import { anAgency, rows } from "../../../tests/support/world"
import type { DocumentView } from "../components/document-view"
import { ProposalDocument } from "../components/proposal-document"
import { draftProposal } from "../draft-proposal.server"
import { proposalPdf } from "../proposal-pdf.server"
import { getProposal, getProposalVersion } from "../proposal-queries.server"
import { sendProposal } from "../send-proposal.server"
import * as client from "./client"
import * as edit from "./edit"

const agency = await anAgency()
const { owner } = agency
const cookie = await cookieFor(agency.people.owner.email)
const at = (path: string, params: Record<string, string>, form?: Record<string, string>) =>
  knock({ path, params, cookie, ...(form ? { form } : {}) })

const line = (at: number, name: string, unitPrice: string, more: Record<string, string> = {}) =>
  Object.entries({ name, unitPrice, taxCategory: "standard", taxRate: "19", ...more }).map(
    ([field, value]) => [`lines[${at}].${field}`, value] as const,
  )
const typed = Object.fromEntries([...line(0, "Website", "9520"), ...line(1, "Photos", "1785", { isOptional: "on" })])

describe("prices that include the tax, as they are typed without script", () => {
  let dealId: Awaited<ReturnType<typeof aDeal>>["dealId"]
  let contactId: Awaited<ReturnType<typeof aDeal>>["contactId"]
  let token: string
  let proposalId: Awaited<ReturnType<typeof draftProposal>>["proposalId"]
  beforeAll(async () => {
    const made = await aDeal(owner, { lines: [] })
    dealId = made.dealId
    contactId = made.contactId
    const form = { version: "2", pricesIncludeTax: "on", ...typed }
    await answerOf(() => dealLines.action(at(`/deals/${dealId}/lines`, { dealId }, form)))
    proposalId = (await draftProposal(owner, { dealId })).proposalId
    const { linkId } = await sendProposal(owner, { proposalId, contactId, version: null })
    token = await tokenOfLink(agency, linkId)
  })

  it("make a deal worth its net, and its page and form say so", async () => {
    expect(await getDeal(owner, { dealId })).toMatchObject({ pricesIncludeTax: true, valueMinor: 800_000n })
    const { body: form } = await answerOf(() => dealLines.loader(at(`/deals/${dealId}/lines`, { dealId })))
    expect(form).toMatchObject({ pricesIncludeTax: true })
    const { body: page } = await answerOf(() => deal.loader(at(`/deals/${dealId}`, { dealId })))
    expect(page).toMatchObject({
      lines: {
        columns: { unitPrice: "Unit price incl. tax", amount: "Amount incl. tax" },
        totals: [{ amount: "€8,000.00" }, { amount: "€1,520.00" }, { amount: "€9,520.00" }],
      },
    })
  })

  it("go into the proposal's form, where they can be priced the other way", async () => {
    const path = href("/proposals/:proposalId/edit", { proposalId })
    const { body } = await answerOf(() => edit.loader(at(path, { proposalId })))
    expect(body).toMatchObject({ defaults: { pricesIncludeTax: true } })
    const other = await draftProposal(owner, { dealId })
    const form = { version: "1", title: "Website", ...typed }
    const there = href("/proposals/:proposalId/edit", { proposalId: other.proposalId })
    await answerOf(() => edit.action(at(there, { proposalId: other.proposalId }, form)))
    expect(await getProposal(owner, other)).toMatchObject({ pricesIncludeTax: false })
  })

  it("are said in the columns of the frozen page, the client's page and the PDF, and the tax is taken out", async () => {
    const [frozen] = await rows<{ html: string }>(agency, "select html from proposal_versions where proposal_id = $1", [
      proposalId,
    ])
    const { body } = await answerOf(() => client.loader(knock({ path: `/p/${token}`, params: { token } })))
    const { document } = (body as { page: { document: DocumentView } }).page
    const page = renderToStaticMarkup(<ProposalDocument view={document} interactive />)
    const { version } = await getProposalVersion(owner, { proposalId, number: 1 })
    for (const said of [frozen!.html, page, JSON.stringify(proposalPdf(version, null).blocks)]) {
      for (const words of ["Unit price incl. VAT", "Amount incl. VAT", "€8,000.00", "€1,520.00", "€9,520.00"])
        expect(said).toContain(words)
    }
    expect(document.money.deposit).toMatchObject({ amount: "€2,856.00" })
  })

  it("are reckoned anew by the page's button for the options ticked", async () => {
    const content = (await getProposalVersion(owner, { proposalId, number: 1 })).version.content
    const option = content.lines.find((each) => each.isOptional)!.id
    const form = { intent: "choose", submission: "choose-with-tax", lines: option }
    await answerOf(() => client.action(knock({ path: `/p/${token}`, params: { token }, form })))
    const { body } = await answerOf(() => client.loader(knock({ path: `/p/${token}`, params: { token } })))
    const { money } = (body as { page: { document: DocumentView } }).page.document
    expect([money.total, money.deposit?.amount]).toEqual(["€11,305.00", "€3,391.50"])
  })
})
