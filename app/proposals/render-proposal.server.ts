import { and, eq } from "drizzle-orm"
import { documents } from "#db/schema/invoices"
import { proposals } from "#db/schema/proposals"
import { files, type KeptFile, newFileKey } from "~/adapters/files.server"
import { renderPdf } from "~/adapters/pdf/render.server"
import { printedLogo } from "~/organizations/printed-logo.server"
import { outsideCommand } from "~/platform/data/command.server"
import type { Reading } from "~/platform/data/work.server"
import { Conflict, NotFound } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { RenderProposalInput } from "./inputs.server"
import { proposalPdf } from "./proposal-pdf.server"
import { findSignature, type Signature } from "./signature.server"
import { subjectOf } from "./subject.server"
import { type FrozenVersion, getVersion } from "./version.server"

type Attempt = { version: FrozenVersion; signature: Signature | null; fileKey: string | null }
type Kept = KeptFile & { fileKey: string }

/** Makes and keeps the PDF of a version, or of a signed version, once, from its frozen content alone. */
export const renderProposal = outsideCommand({
  name: "render-proposal",
  actors: ["system"],
  input: RenderProposalInput,
  async step(ctx, { versionId, signed }): Promise<Attempt> {
    const version = await getVersion(ctx, versionId)
    const signature = signed ? await findSignature(ctx, version.proposalId) : null
    if (signed && signature?.versionId !== versionId) throw new Conflict("Nobody has signed this version.")
    const known = await findPdf(ctx, documentOf(version, signature))
    const fileKey = known ? null : newFileKey(ctx.caller.organizationId)
    return ctx.unchanged({ version, signature, fileKey })
  },
  async outside({ version, signature, fileKey }): Promise<Kept | null> {
    if (!fileKey) return null
    const logo = await printedLogo(version.content.agency.look)
    const kept = await files().put(fileKey, await renderPdf(proposalPdf(version, signature, logo)))
    return { ...kept, fileKey }
  },
  async settle(ctx, { version, signature }, outcome): Promise<{ versionId: Id<"proposal_versions"> }> {
    const kept = outcome.ok ? outcome.answer : null
    const documentId = kept && (await keepDocument(ctx, version, signature, kept))
    if (!kept || !documentId) return ctx.unchanged({ versionId: version.id })
    const [proposal] = await ctx.db.select().from(proposals).where(eq(proposals.id, version.proposalId))
    if (!proposal) throw new NotFound("proposal")
    const { sha256 } = kept
    ctx.record("proposal.rendered", { ...subjectOf(proposal), versionId: version.id, documentId, sha256 })
    return { versionId: version.id }
  },
})

/** Keeps the first rendering; a second one that lost the race is dropped, so that every reader gets the same bytes. */
async function keepDocument(ctx: Reading, version: FrozenVersion, signature: Signature | null, kept: Kept) {
  const { fileKey, size, sha256 } = kept
  const fileName = pdfName(version, signature !== null)
  const objectId = documentOf(version, signature)
  const [document] = await ctx.db
    .insert(documents)
    .values({ kind: "proposal_pdf", objectId, fileKey, fileName, contentType: "application/pdf", size, sha256 })
    .onConflictDoNothing()
    .returning({ id: documents.id })
  return document?.id ?? null
}

type DocumentObject = Id<"documents_object">

/** Documents refer to records of several tables: a version's PDF to the version, a signed one to the signature. */
export const documentOf = (version: { id: string }, signature: { id: string } | null): DocumentObject =>
  (signature?.id ?? version.id) as DocumentObject

/** The kept PDF of a version or signature, if it has been made yet. */
export async function findPdf(ctx: Reading, objectId: DocumentObject) {
  const [document] = await ctx.db
    .select({ fileKey: documents.fileKey })
    .from(documents)
    .where(and(eq(documents.kind, "proposal_pdf"), eq(documents.objectId, objectId)))
  return document ?? null
}

/** What the file is called: "Website-v2-signed.pdf". */
export function pdfName({ content, number }: FrozenVersion, isSigned: boolean): string {
  const title =
    content.title
      .normalize("NFKD")
      .replace(/[^\w]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 80) || "Proposal"
  return `${title}-v${number}${isSigned ? "-signed" : ""}.pdf`
}
