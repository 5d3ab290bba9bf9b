import type { LoaderFunctionArgs } from "@remix-run/node"
import { staff } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { findProposalPdf } from "../client-queries.server"
import { pdfFile } from "../pdf-file.server"

/** The version that was sent last, or the one that `version` names, as a PDF. */
export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const number = new URL(args.request.url).searchParams.get("version") ?? undefined
  return answer(async () => {
    const proposalId = asId<"proposals">(args.params.proposalId, "proposal")
    return pdfFile(await findProposalPdf(ctx, { proposalId, number }))
  })
}
