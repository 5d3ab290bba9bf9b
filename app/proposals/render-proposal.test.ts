import { expect, it } from "vitest"
import { files } from "~/adapters/files.server"
import { renderPdf } from "~/adapters/pdf/render.server"
import { Conflict, Forbidden } from "~/platform/language/errors"
import { aSent, asForm } from "../../tests/support/a-proposal"
import { anAgency, rows, runJobs, withSandbox } from "../../tests/support/world"
import { findProposalPdf } from "./client-queries.server"
import { proposalPdf } from "./proposal-pdf.server"
import { renderProposal } from "./render-proposal.server"
import { reviseProposal } from "./revise-proposal.server"

const agency = await anAgency()
const { owner } = agency
const system = agency.system()

it("a version's PDF is made once and kept, the same bytes as made anew", async () => {
  const { proposalId, versionId } = await aSent(owner)
  expect((await findProposalPdf(owner, { proposalId })).fileKey).toBeNull()
  await renderProposal(system, { versionId, signed: false })
  await renderProposal(system, { versionId, signed: false })
  expect(await rows(agency, "select id from documents where object_id = $1", [versionId])).toHaveLength(1)
  const { fileKey, version, fileName } = await findProposalPdf(owner, { proposalId })
  expect(fileName).toBe("Website-v1.pdf")
  expect((await files().get(fileKey!)).equals(await renderPdf(proposalPdf(version, null)))).toBe(true)
})

it("sending has it made in the background, of what was sent and not of later edits", async () => {
  await withSandbox()
  const { proposalId } = await aSent(owner)
  await reviseProposal(owner, { ...(await asForm(owner, proposalId)), title: "Edited later" })
  await runJobs()
  const { fileKey, fileName } = await findProposalPdf(owner, { proposalId })
  expect(fileKey).not.toBeNull()
  expect(fileName).toBe("Website-v1.pdf")
})

it("there is no signed PDF of what nobody signed", async () => {
  const { versionId } = await aSent(owner)
  await expect(renderProposal(system, { versionId, signed: true })).rejects.toBeInstanceOf(Conflict)
})

it("only the program has it made", async () => {
  const { versionId } = await aSent(owner)
  await expect(renderProposal(owner as never, { versionId, signed: false })).rejects.toBeInstanceOf(Forbidden)
})
