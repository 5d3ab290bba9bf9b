import { createHash } from "node:crypto"
import pg from "pg"
import { expect, it } from "vitest"
import { createContact } from "~/contacts/create-contact.server"
import { getDeal } from "~/deals/deal-queries.server"
import { Conflict, Forbidden, Invalid, NotFound } from "~/platform/language/errors"
import { linkPlaceholder, tokenOf } from "~/platform/security/links.server"
import { aDraft, aSent, asForm } from "../../tests/support/a-proposal"
import { anAgency, linkHolder, ourDatabase, rows } from "../../tests/support/world"
import { getProposalForClient } from "./client-queries.server"
import { getProposal, getProposalPage, getSendingPage } from "./proposal-queries.server"
import { reviseProposal } from "./revise-proposal.server"
import { sendProposal } from "./send-proposal.server"

const agency = await anAgency()
const { owner, manager, member, finance, guest } = agency

type Version = { id: string; canonical: string; html: string; content_hash: string; number: number }
type Mail = { to_email: string; subject: string; text: string; status: string; reply_to: string }
type Link = Parameters<typeof tokenOf>[0]

const versions = (proposalId: string) =>
  rows<Version>(agency, "select * from proposal_versions where proposal_id = $1 order by number", [proposalId])
const mails = (proposalId: string) =>
  rows<Mail>(agency, "select * from mails where about->>'proposalId' = $1 order by created_at, id", [proposalId])

async function holderOf(linkId: string) {
  const columns = `id, organization_id as "organizationId", purpose, token_sealed as "tokenSealed"`
  const [link] = await rows<Link>(agency, `select ${columns} from links where id = $1`, [linkId])
  return linkHolder(tokenOf(link!))
}

it("sending freezes what the proposal says, mails a link of the recipient's own and moves the deal", async () => {
  const { proposalId, dealId, linkId, email } = await aSent(owner)
  const [version] = await versions(proposalId)
  expect(version).toMatchObject({ number: 1 })
  expect(version!.content_hash).toBe(createHash("sha256").update(version!.canonical).digest("hex"))
  expect(version!.html).toContain("in the name of Harbor Books.")
  const [mail] = await mails(proposalId)
  expect(mail).toMatchObject({
    to_email: email,
    subject: "Website: proposal from Northlight",
    reply_to: agency.people.owner.email,
    status: "queued",
  })
  expect(mail!.text).toContain(linkPlaceholder(linkId))
  expect(await getProposal(owner, { proposalId })).toMatchObject({
    status: "sent",
    sentVersion: 1,
    hasUnsentChanges: false,
  })
  expect((await getDeal(owner, { dealId })).stageName).toBe("Proposal sent")
})

it("the recipient reads through their link what was sent, whatever is edited later", async () => {
  const { proposalId, linkId } = await aSent(owner)
  const form = await asForm(owner, proposalId)
  await reviseProposal(owner, { ...form, title: "Another title", lines: [] })
  const { state, content } = await getProposalForClient(await holderOf(linkId), {})
  expect(state).toBe("open")
  expect(content.title).toBe("Website")
  expect(content.lines).toHaveLength(2)
})

it("the database itself refuses to change or remove a version that was sent", async () => {
  const { proposalId } = await aSent(owner)
  const { ownerUrl } = await ourDatabase()
  const client = new pg.Client(ownerUrl)
  await client.connect()
  try {
    await client.query("select set_config('app.organization_id', $1, false)", [agency.organizationId])
    const change = "update proposal_versions set canonical = '{}' where proposal_id = $1"
    await expect(client.query(change, [proposalId])).rejects.toThrow(/written once/)
    await expect(client.query("delete from proposal_versions where proposal_id = $1", [proposalId])).rejects.toThrow(
      /written once/,
    )
  } finally {
    await client.end()
  }
})

it("a proposal without lines, with an unknown field or past its day is not sent, and the page says why at the field", async () => {
  const { proposalId, contactId } = await aDraft(owner)
  const form = await asForm(owner, proposalId)
  await reviseProposal(owner, { ...form, lines: [], scope: "For {{client.nmae}}", validUntilOn: "2020-01-01" })
  const { obstacles, proposal } = await getSendingPage(owner, { proposalId })
  expect(obstacles).toEqual([
    { field: "validUntilOn", sentence: "The day it is valid until is over: set a later one." },
    { field: "scope", sentence: "Scope: {{client.nmae}} is not a field that can be filled in." },
    { field: "lines", sentence: "Pricing: add at least one line." },
  ])
  await expect(sendProposal(owner, { proposalId, contactId, version: proposal.version })).rejects.toBeInstanceOf(
    Invalid,
  )
  expect(await versions(proposalId)).toHaveLength(0)
  expect(await mails(proposalId)).toHaveLength(0)
})

it("somebody without a mailbox, or of another client, is refused at the recipient", async () => {
  const { proposalId, contactId } = await aDraft(owner, { email: null })
  const elsewhere = await aDraft(owner, { company: "Elsewhere" })
  const refused = { kind: "invalid", field: "contactId" }
  await expect(sendProposal(owner, { proposalId, contactId, version: null })).rejects.toMatchObject(refused)
  await expect(
    sendProposal(owner, { proposalId, contactId: elsewhere.contactId, version: null }),
  ).rejects.toMatchObject(refused)
})

it("a proposal that was edited since it was looked at is not sent unseen", async () => {
  const { proposalId, contactId } = await aDraft(owner)
  const form = await asForm(owner, proposalId)
  await reviseProposal(manager, { ...form, title: "Twice the price" })
  await expect(sendProposal(owner, { proposalId, contactId, version: form.version })).rejects.toBeInstanceOf(Conflict)
  expect(await versions(proposalId)).toHaveLength(0)
})

it("sent again unchanged, also to a colleague, it is the same version with a link of the reader's own", async () => {
  const { proposalId, companyId, linkId, email } = await aSent(owner)
  const emails = [{ label: "work", email: "carl@harbor.example" }]
  const { contactId } = await createContact(owner, { name: "Carl Colleague", companyId, emails })
  const again = await sendProposal(owner, { proposalId, contactId, version: null, message: "As promised.\n\nCall me." })
  expect(again.version).toBe(1)
  expect(again.linkId).not.toBe(linkId)
  expect(await versions(proposalId)).toHaveLength(1)
  const sent = await mails(proposalId)
  expect(sent.map((mail) => mail.to_email)).toEqual([email, "carl@harbor.example"])
  expect(sent[1]!.text).toContain("As promised.")
})

it("a new version replaces the one before: the old link leads to the new page", async () => {
  const { proposalId, contactId, linkId } = await aSent(owner)
  await reviseProposal(owner, { ...(await asForm(owner, proposalId)), title: "Website, second" })
  const second = await sendProposal(owner, { proposalId, contactId, version: null })
  const old = await getProposalForClient(await holderOf(linkId), {})
  expect(old.state).toBe("replaced")
  expect(old.successor).toMatchObject({ number: 2, address: expect.stringMatching(/^\/p\//) })
  const current = await getProposalForClient(await holderOf(second.linkId), {})
  expect(current).toMatchObject({ state: "open", content: { title: "Website, second" } })
  expect((await mails(proposalId)).at(-1)!.text).toContain("It replaces the one before.")
})

it("the same submission sends once", async () => {
  const { proposalId, contactId } = await aDraft(owner)
  const input = { proposalId, contactId, version: null }
  const once = await sendProposal(owner, input, { submission: "send-once-1" })
  expect(await sendProposal(owner, input, { submission: "send-once-1" })).toEqual(once)
  expect(await mails(proposalId)).toHaveLength(1)
})

it("members send their own proposals, finance and guests none", async () => {
  const others = await aDraft(owner)
  const input = { proposalId: others.proposalId, contactId: others.contactId, version: null }
  await expect(sendProposal(member, input)).rejects.toBeInstanceOf(NotFound)
  await expect(sendProposal(finance, input)).rejects.toBeInstanceOf(Forbidden)
  await expect(sendProposal(guest, input)).rejects.toBeInstanceOf(Forbidden)
  expect(await aSent(member)).toMatchObject({ version: 1 })
})

it("the record shows versions, recipients, the chain of evidence and what comes next", async () => {
  const { proposalId } = await aSent(owner)
  const page = await getProposalPage(owner, { proposalId })
  expect(page.versions.map(({ number }) => number)).toEqual([1])
  expect(page.links).toMatchObject([{ contactName: "Claire Client", channel: "mail", uses: 0, wasSeen: false }])
  expect(page.evidence.map(({ name }) => name)).toEqual(["created", "frozen", "sent"])
  expect(page.chain.whole).toBe(true)
})
