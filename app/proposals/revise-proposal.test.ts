import { expect, it } from "vitest"
import { createContact } from "~/contacts/create-contact.server"
import { Conflict, type Invalid } from "~/platform/language/errors"
import { aDeal, aDraft, aSent, asForm } from "../../tests/support/a-proposal"
import { anAgency, rows } from "../../tests/support/world"
import { getProposal, getProposalPage, getProposalVersion } from "./proposal-queries.server"
import { reviseProposal } from "./revise-proposal.server"
import { sendProposal } from "./send-proposal.server"
import { withdrawProposal } from "./withdraw-proposal.server"

const agency = await anAgency()
const { owner, manager } = agency

const refusal = async (act: Promise<unknown>) =>
  act.then(
    () => null,
    (error: unknown) => error,
  )

it("an edit replaces texts, lines, deposit and the day it is valid until", async () => {
  const { proposalId } = await aDraft(owner)
  const form = await asForm(owner, proposalId)
  const lines = [{ name: "Shop", quantity: "2,5", unitPrice: "100,50", taxRate: "19" }]
  await reviseProposal(owner, { ...form, title: "Website and shop", lines, depositPercent: "50", validUntilOn: null })
  const after = await getProposal(owner, { proposalId })
  expect(after).toMatchObject({ title: "Website and shop", validUntilOn: null, version: form.version + 1 })
  expect(after.lines.map(({ name, quantity, unitPrice }) => [name, Number(quantity), Number(unitPrice)])).toEqual([
    ["Shop", 2.5, 100.5],
  ])
  expect(Number(after.depositPercent)).toBe(50)
})

it("a stale edit is refused with what the other wrote, and changes nothing", async () => {
  const { proposalId } = await aDraft(owner)
  const form = await asForm(owner, proposalId)
  await reviseProposal(manager, { ...form, title: "Theirs", lines: form.lines.slice(0, 1) })
  const refused = await refusal(reviseProposal(owner, { ...form, title: "Mine" }))
  expect(refused).toBeInstanceOf(Conflict)
  expect((refused as Conflict).detail).toMatchObject({
    changedBy: manager.name,
    theirs: {
      title: "Theirs",
      version: String(form.version + 1),
      depositPercent: "30",
      lines: "Website: 1 × 8000, tax 19 %",
    },
  })
  expect((await getProposal(owner, { proposalId })).title).toBe("Theirs")
})

it("a refused edit is kept by sending it again over what the other wrote", async () => {
  const { proposalId } = await aDraft(owner)
  const form = await asForm(owner, proposalId)
  await reviseProposal(manager, { ...form, title: "Theirs" })
  await reviseProposal(owner, { ...form, title: "Mine", version: form.version + 1 })
  expect((await getProposal(owner, { proposalId })).title).toBe("Mine")
})

it("two people who save at the same time: one wins, the other is told", async () => {
  const { proposalId } = await aDraft(owner)
  const form = await asForm(owner, proposalId)
  const acts = [reviseProposal(owner, { ...form, title: "One" }), reviseProposal(manager, { ...form, title: "Two" })]
  const outcomes = await Promise.allSettled(acts)
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
})

it("it can be written to another of the client's people and to nobody else's", async () => {
  const { proposalId, companyId } = await aDraft(owner)
  const { contactId } = await createContact(owner, { name: "Carl Colleague", companyId })
  const stranger = await aDeal(owner, { company: "Elsewhere", email: "else@where.example" })
  const form = await asForm(owner, proposalId)
  await reviseProposal(owner, { ...form, contactId })
  expect((await getProposal(owner, { proposalId })).contactId).toBe(contactId)
  const refused = await refusal(
    reviseProposal(owner, { ...form, version: form.version + 1, contactId: stranger.contactId }),
  )
  expect(refused).toMatchObject({ kind: "invalid", field: "contactId" } satisfies Partial<Invalid>)
})

it("a line without a price or with an impossible tax is refused at its field", async () => {
  const { proposalId } = await aDraft(owner)
  const form = await asForm(owner, proposalId)
  const lines = [{ name: "Design", unitPrice: "", taxRate: "19" }]
  expect(await refusal(reviseProposal(owner, { ...form, lines }))).toMatchObject({
    kind: "invalid",
    field: expect.stringMatching(/^lines.0.+unitPrice$/),
  })
  const untaxed = [{ name: "Design", unitPrice: "1", taxRate: "0" }]
  expect(await refusal(reviseProposal(owner, { ...form, lines: untaxed }))).toMatchObject({
    field: expect.stringMatching(/^lines.0.+taxRate$/),
  })
})

it("editing what was sent leaves the sent version alone and goes out as the next one", async () => {
  const { proposalId, contactId } = await aSent(owner)
  const before = await getProposalVersion(owner, { proposalId, number: 1 })
  const form = await asForm(owner, proposalId)
  await reviseProposal(owner, { ...form, title: "Website, revised", lines: form.lines.slice(0, 1) })
  const page = await getProposalPage(owner, { proposalId })
  expect(page.current?.content.title).toBe("Website")
  expect(page.proposal).toMatchObject({ status: "sent", sentVersion: 1, hasUnsentChanges: true })
  expect(page.content.number).toBe(2)
  expect(await sendProposal(owner, { proposalId, contactId, version: page.proposal.version })).toMatchObject({
    version: 2,
  })
  const first = await getProposalVersion(owner, { proposalId, number: 1 })
  expect(first.version).toEqual(before.version)
  const second = await getProposalVersion(owner, { proposalId, number: 2 })
  expect(second.version.content).toMatchObject({ number: 2, title: "Website, revised", lines: [{ name: "Website" }] })
})

it("what was decided on or withdrawn cannot be edited", async () => {
  const { proposalId } = await aSent(owner)
  const form = await asForm(owner, proposalId)
  await withdrawProposal(owner, { proposalId })
  const refused = await refusal(reviseProposal(owner, form))
  expect((refused as Conflict).message).toBe("This proposal was withdrawn. Draft a new one from the deal.")
})

it("an edit records who changed what", async () => {
  const { proposalId } = await aDraft(owner)
  const form = await asForm(owner, proposalId)
  await reviseProposal(manager, { ...form, title: "New name" })
  const [event] = await rows(
    agency,
    "select payload from events where name = 'proposal.revised' and payload->>'proposalId' = $1",
    [proposalId],
  )
  expect(event?.payload).toMatchObject({ title: "New name" })
})
