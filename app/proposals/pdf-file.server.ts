import { files } from "~/adapters/files.server"
import { renderPdf } from "~/adapters/pdf/render.server"
import { printedLogo } from "~/organizations/printed-logo.server"
import type { findProposalPdf } from "./client-queries.server"
import { proposalPdf } from "./proposal-pdf.server"

type Found = Awaited<ReturnType<typeof findProposalPdf>>

/** The PDF of a version as an answer: the kept file, or the same bytes made now while it is not kept yet. Fails with OutsideFailure. */
export async function pdfFile({ version, signature, fileKey, fileName }: Found): Promise<Response> {
  const bytes = fileKey ? await files().get(fileKey) : await madeNow(version, signature)
  return new Response(new Uint8Array(bytes), {
    headers: {
      "Content-Type": "application/pdf",
      "Content-Disposition": `inline; filename="${fileName}"`,
      "Content-Length": String(bytes.byteLength),
      "Cache-Control": "private, no-store",
    },
  })
}

const madeNow = async (version: Found["version"], signature: Found["signature"]) =>
  renderPdf(proposalPdf(version, signature, await printedLogo(version.content.agency.look)))
