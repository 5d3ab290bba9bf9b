import { expect, it } from "vitest"
import { Conflict, Forbidden } from "~/platform/language/errors"
import { tokenOf } from "~/platform/security/links.server"
import { aDraft, aSent } from "../../tests/support/a-proposal"
import { anAgency, linkHolder } from "../../tests/support/world"
import { getProposalForClient } from "./client-queries.server"
import { createLink } from "./create-link.server"
import { getLinkPage, getProposal } from "./proposal-queries.server"
import { sendProposal } from "./send-proposal.server"
import { signProposal } from "./sign-proposal.server"
import { withdrawProposal } from "./withdraw-proposal.server"

const agency = await anAgency()
const { owner, guest } = agency

it("a withdrawn proposal says so behind its links and cannot be signed", async () => {
  const { proposalId } = await aSent(owner)
  const { linkId } = await createLink(owner, { proposalId })
  const { link } = await getLinkPage(owner, { proposalId, linkId })
  await withdrawProposal(owner, { proposalId })
  const reader = await linkHolder(tokenOf(link!))
  expect((await getProposalForClient(reader, {})).state).toBe("withdrawn")
  const signature = { lines: [], consent: true, typedName: "Claire Client", expected: "952000" }
  await expect(signProposal(reader, signature)).rejects.toThrow(
    "This proposal was withdrawn and can no longer be signed.",
  )
})

it("a draft can be withdrawn too, and neither can be sent any more", async () => {
  const { proposalId, contactId } = await aDraft(owner)
  await withdrawProposal(owner, { proposalId })
  expect((await getProposal(owner, { proposalId })).status).toBe("withdrawn")
  await expect(sendProposal(owner, { proposalId, contactId, version: null })).rejects.toBeInstanceOf(Conflict)
  await expect(withdrawProposal(owner, { proposalId })).rejects.toBeInstanceOf(Conflict)
})

it("guests withdraw nothing", async () => {
  const { proposalId } = await aSent(owner)
  await expect(withdrawProposal(guest, { proposalId })).rejects.toBeInstanceOf(Forbidden)
})
