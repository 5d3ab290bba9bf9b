import { expect, it } from "vitest"
import { Conflict, NotFound } from "~/platform/language/errors"
import { aDraft, aSent } from "../../tests/support/a-proposal"
import { anAgency } from "../../tests/support/world"
import {
  getEditingPage,
  getProposal,
  getProposalVersion,
  getSendingPage,
  listProposals,
  listProposalsOf,
} from "./proposal-queries.server"
import { withdrawProposal } from "./withdraw-proposal.server"

const agency = await anAgency()
const other = await anAgency({ name: "Elsewhere" })
const { owner, member, manager, guest } = agency

const draft = await aDraft(owner, { title: "Rebrand", company: "Müller & Söhne" })
const sent = await aSent(member, { title: "Shop", company: "Harbor Books" })
await aSent(other.owner, { title: "Hidden" })
const titles = ({ rows }: { rows: { title: string }[] }) => rows.map(({ title }) => title)

it("proposals are listed newest first with client, amount without options, and state", async () => {
  const { rows } = await listProposals(owner, {})
  expect(rows.map(({ title }) => title)).toEqual(["Shop", "Rebrand"])
  expect(rows[0]).toMatchObject({
    status: "sent",
    companyName: "Harbor Books",
    contactName: "Claire Client",
    totalMinor: 952_000n,
  })
})

it("a list narrows to a state, and to part of a title or client, taken letter by letter", async () => {
  expect(titles(await listProposals(owner, { status: "draft" }))).toEqual(["Rebrand"])
  expect(titles(await listProposals(owner, { q: "müller" }))).toEqual(["Rebrand"])
  expect(titles(await listProposals(owner, { q: "sho" }))).toEqual(["Shop"])
  expect(titles(await listProposals(owner, { q: "%" }))).toEqual([])
  expect(titles(await listProposals(owner, { status: "nonsense" as never, after: "nonsense" }))).toEqual([
    "Shop",
    "Rebrand",
  ])
})

it("members see their own, managers their team's, guests all and never another agency's", async () => {
  expect(titles(await listProposals(member, {}))).toEqual(["Shop"])
  expect(titles(await listProposals(manager, {}))).toEqual(["Shop", "Rebrand"])
  expect(titles(await listProposals(guest, {}))).toEqual(["Shop", "Rebrand"])
  await expect(getProposal(member, { proposalId: draft.proposalId })).rejects.toBeInstanceOf(NotFound)
  await expect(getProposal(other.owner, { proposalId: draft.proposalId })).rejects.toBeInstanceOf(NotFound)
})

it("a deal's proposals are found", async () => {
  expect((await listProposalsOf(owner, { dealId: draft.dealId })).map(({ id }) => id)).toEqual([draft.proposalId])
})

it("a version that was never sent is not there", async () => {
  await expect(getProposalVersion(owner, { proposalId: sent.proposalId, number: 2 })).rejects.toBeInstanceOf(NotFound)
})

it("what was decided on has no page for editing or sending", async () => {
  const { proposalId } = await aDraft(owner)
  await withdrawProposal(owner, { proposalId })
  await expect(getEditingPage(owner, { proposalId })).rejects.toBeInstanceOf(Conflict)
  await expect(getSendingPage(owner, { proposalId })).rejects.toBeInstanceOf(Conflict)
})
