import { expect, it } from "vitest"
import { Conflict, Forbidden, NotFound } from "~/platform/language/errors"
import { linkAddress, tokenOf } from "~/platform/security/links.server"
import { aDraft, aSent } from "../../tests/support/a-proposal"
import { anAgency, linkHolder, rows } from "../../tests/support/world"
import { getProposalForClient } from "./client-queries.server"
import { createLink } from "./create-link.server"
import { getLinkPage, getProposalPage } from "./proposal-queries.server"

const agency = await anAgency()
const { owner, member, guest } = agency

it("a link to pass on opens what was sent, and counts as not verified by e-mail", async () => {
  const { proposalId } = await aSent(owner)
  const { linkId } = await createLink(owner, { proposalId })
  const { link, contactName } = await getLinkPage(owner, { proposalId, linkId })
  expect(contactName).toBe("Claire Client")
  expect(link).toMatchObject({ channel: "copied", email: null })
  expect(linkAddress(link!.purpose, tokenOf(link!))).toMatch(/^https?:\/\/[^/]+\/p\/[\w-]{20,}$/)
  const reader = await linkHolder(tokenOf(link!))
  expect(reader.hold).toMatchObject({ of: "link", channel: "copied", email: null })
  expect(await getProposalForClient(reader, {})).toMatchObject({ state: "open", content: { title: "Website" } })
})

it("no mail is written for it", async () => {
  const { proposalId } = await aSent(owner)
  await createLink(owner, { proposalId })
  expect(await rows(agency, "select id from mails where about->>'proposalId' = $1", [proposalId])).toHaveLength(1)
})

it("a draft has no link yet", async () => {
  const { proposalId } = await aDraft(owner)
  await expect(createLink(owner, { proposalId })).rejects.toBeInstanceOf(Conflict)
})

it("the link that was mailed to somebody is never shown to the agency", async () => {
  const { proposalId, linkId } = await aSent(owner)
  await expect(getLinkPage(owner, { proposalId, linkId })).rejects.toBeInstanceOf(NotFound)
  const { links } = await getProposalPage(owner, { proposalId })
  expect(JSON.stringify(links)).not.toMatch(/token/i)
})

it("a link of one proposal is not shown on another's page", async () => {
  const { proposalId } = await aSent(owner)
  const { linkId } = await createLink(owner, { proposalId })
  const other = await aSent(owner)
  await expect(getLinkPage(owner, { proposalId: other.proposalId, linkId })).rejects.toBeInstanceOf(NotFound)
})

it("who may not see the proposal, or only read, makes no link", async () => {
  const { proposalId } = await aSent(owner)
  await expect(createLink(member, { proposalId })).rejects.toBeInstanceOf(NotFound)
  await expect(createLink(guest, { proposalId })).rejects.toBeInstanceOf(Forbidden)
})
