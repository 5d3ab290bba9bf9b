import { expect, it } from "vitest"
import { files } from "~/adapters/files.server"
import { renderPdf } from "~/adapters/pdf/render.server"
import { editBrand } from "~/organizations/edit-brand.server"
import { Conflict, Forbidden } from "~/platform/language/errors"
import { aSent, asForm } from "../../tests/support/a-proposal"
import { aSentProposal, roadTotals } from "../../tests/support/a-sent-proposal"
import { tinyPng } from "../../tests/support/tiny-image"
import { anAgency, rows, runJobs, withSandbox } from "../../tests/support/world"
import { findProposalPdf } from "./client-queries.server"
import { proposalPdf } from "./proposal-pdf.server"
import { renderProposal } from "./render-proposal.server"
import { reviseProposal } from "./revise-proposal.server"
import { signProposal } from "./sign-proposal.server"

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

it("what was sent keeps the logo and colour that it was sent with, also when it is signed after they are gone", async () => {
  const branded = await anAgency()
  await editBrand(branded.owner, { colour: "#a3244b", logo: { name: "logo.png", bytes: tinyPng } })
  const sent = await aSentProposal(branded)
  await editBrand(branded.owner, { colour: null, removesLogo: true })
  const expected = roadTotals.plain
  await signProposal(await sent.holder(), { lines: [], consent: true, typedName: "Ana Müller", expected })
  const { versionId, proposalId } = sent
  await renderProposal(branded.system(), { versionId, signed: false })
  await renderProposal(branded.system(), { versionId, signed: true })
  const kept = await rows<{ file_key: string }>(branded, "select file_key from documents where kind = 'proposal_pdf'")
  expect(kept).toHaveLength(2)
  for (const { file_key } of kept) {
    const file = (await files().get(file_key)).toString("latin1")
    expect(file).toMatch(/\/S \/Figure[\s\S]{0,80}\/Alt \(Logo of /)
  }
  const { version } = await findProposalPdf(branded.owner, { proposalId })
  expect(version.content.agency.look).toMatchObject({ colour: "#a3244b" })
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
