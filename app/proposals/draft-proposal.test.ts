import { expect, it } from "vitest"
import { editDeal } from "~/deals/edit-deal.server"
import { loseDeal } from "~/deals/lose-deal.server"
import { openDeal } from "~/deals/open-deal.server"
import { Conflict, Forbidden, Invalid, NotFound } from "~/platform/language/errors"
import { aDeal } from "../../tests/support/a-proposal"
import { anAgency, rows } from "../../tests/support/world"
import { draftProposal } from "./draft-proposal.server"
import { getProposal, previewProposal } from "./proposal-queries.server"

const agency = await anAgency({ now: new Date("2026-11-20T23:30:00Z") })
const { owner, member, guest, finance } = agency

it("a proposal is drafted from a deal with its lines, the template's texts and the usual deposit and validity", async () => {
  const { dealId, companyId, contactId } = await aDeal(owner)
  const { proposalId } = await draftProposal(owner, { dealId })
  const proposal = await getProposal(owner, { proposalId })
  expect(proposal).toMatchObject({ title: "Website", status: "draft", currency: "EUR", dealId, companyId, contactId })
  expect(proposal.lines.map(({ name, isOptional }) => [name, isOptional])).toEqual([
    ["Website", false],
    ["Photo shoot", true],
  ])
  expect(Number(proposal.depositPercent)).toBe(30)
  expect(proposal.validUntilOn).toBe("2026-12-21")
  expect(proposal.terms).toContain("{{client.name}}")
})

it("the draft of a complete deal can be sent as it stands, with its fields filled in", async () => {
  const { dealId } = await aDeal(owner, { company: "Café *Müller*" })
  const { proposalId } = await draftProposal(owner, { dealId })
  const { content, obstacles } = await previewProposal(owner, { proposalId })
  expect(obstacles).toEqual([])
  expect(content.sections.terms).toContain("in the name of Café \\*Müller\\*.")
})

it("a draft stays as it is when the deal changes", async () => {
  const { dealId } = await aDeal(owner)
  const { proposalId } = await draftProposal(owner, { dealId })
  await editDeal(owner, { dealId, version: 2, title: "Something else" })
  expect((await getProposal(owner, { proposalId })).title).toBe("Website")
})

it("a deal without a company and a contact is refused with the way to put it right", async () => {
  const { dealId } = await openDeal(owner, { title: "Nobody's" })
  await expect(draftProposal(owner, { dealId })).rejects.toThrow(
    new Invalid("", "Add a company and a contact to the deal first: a proposal is written to somebody."),
  )
})

it("a lost deal gets no proposal", async () => {
  const { dealId } = await aDeal(owner)
  await loseDeal(owner, { dealId, reason: "Price" })
  await expect(draftProposal(owner, { dealId })).rejects.toBeInstanceOf(Conflict)
})

it("the same button pressed twice drafts one proposal", async () => {
  const { dealId } = await aDeal(owner)
  const once = await draftProposal(owner, { dealId }, { submission: "draft-once" })
  expect(await draftProposal(owner, { dealId }, { submission: "draft-once" })).toEqual(once)
  expect(await rows(agency, "select id from proposals where deal_id = $1", [dealId])).toHaveLength(1)
})

it("members draft from their own deals, finance and guests from none", async () => {
  const { dealId } = await aDeal(owner)
  await expect(draftProposal(member, { dealId })).rejects.toBeInstanceOf(NotFound)
  await expect(draftProposal(finance, { dealId })).rejects.toBeInstanceOf(Forbidden)
  await expect(draftProposal(guest, { dealId })).rejects.toBeInstanceOf(Forbidden)
  const own = await aDeal(member)
  const { proposalId } = await draftProposal(member, { dealId: own.dealId })
  expect((await getProposal(member, { proposalId })).ownerId).toBe(agency.people.member.personId)
})
