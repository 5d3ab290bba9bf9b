import { expect, it } from "vitest"
import { aDraft, aSent, asForm } from "../../tests/support/a-proposal"
import { anAgency } from "../../tests/support/world"
import { createLink } from "./create-link.server"
import { getProposalPage } from "./proposal-queries.server"
import { recordView } from "./record-view.server"
import { reviseProposal } from "./revise-proposal.server"
import { sendProposal } from "./send-proposal.server"

const agency = await anAgency()
const { owner } = agency
const viewOf = async (proposalId: Parameters<typeof getProposalPage>[1]["proposalId"], now = owner.now) =>
  recordView(await getProposalPage(owner, { proposalId }), now)

it("a draft shows what it would cost and what keeps it from being sent", async () => {
  const { proposalId } = await aDraft(owner)
  const ready = await viewOf(proposalId)
  expect(ready).toMatchObject({
    standing: "draft",
    nextStep: "send",
    shownVersion: null,
    deposit: "30 %",
    obstacles: [],
  })
  expect(ready.money.total).toBe("€9,520.00")
  await reviseProposal(owner, { ...(await asForm(owner, proposalId)), lines: [] })
  const empty = await viewOf(proposalId)
  expect(empty).toMatchObject({ nextStep: "complete", obstacles: [{ field: "lines" }], money: { groups: [] } })
})

it("each recipient stands once, with their newest link, whatever number of versions they got", async () => {
  const { proposalId, contactId, email } = await aSent(owner)
  await reviseProposal(owner, { ...(await asForm(owner, proposalId)), title: "Second" })
  await sendProposal(owner, { proposalId, contactId, version: null })
  const { linkId } = await createLink(owner, { proposalId })
  const { recipients, versions } = await viewOf(proposalId)
  expect(versions.map(({ number, state }) => `${number} ${state}`)).toEqual(["2 Current", "1 Replaced"])
  expect(recipients).toMatchObject([
    { id: linkId, isCopied: true, reached: "Passed on by hand, not verified by e-mail" },
    { name: "Claire Client", isCopied: false, reached: email, wasSeen: false, lastUsed: null, isOver: false },
  ])
})

it("changes after sending wait to be sent, while the record still shows what the client sees", async () => {
  const { proposalId } = await aSent(owner)
  await reviseProposal(owner, { ...(await asForm(owner, proposalId)), lines: [], depositPercent: "50" })
  const view = await viewOf(proposalId)
  expect(view).toMatchObject({
    standing: "sent",
    nextStep: "complete",
    nextVersion: 2,
    shownVersion: 1,
    deposit: "30 %",
  })
  expect(view.money.total).toBe("€9,520.00")
})

it("past its day it asks for a later one, and an unused link runs out", async () => {
  const { proposalId } = await aSent(owner)
  const later = new Date(owner.now.getTime() + 100 * 86_400_000)
  const page = await getProposalPage(agency.as("owner", later), { proposalId })
  expect(recordView(page, later)).toMatchObject({
    standing: "expired",
    nextStep: "extend",
    recipients: [{ isOver: true }],
  })
})
