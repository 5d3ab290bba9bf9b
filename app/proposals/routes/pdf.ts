import type { LoaderFunctionArgs } from "@remix-run/node"
import { webPool } from "~/platform/data/database.server"
import { staff } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { hold, limits } from "~/platform/security/limits.server"
import { findProposalPdf } from "../client-queries.server"
import { pdfFile } from "../pdf-file.server"

/** The version that was sent last, or the one that `version` names, as a PDF. */
export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  await hold(webPool(), limits.pdf, ctx.personId)
  const number = new URL(args.request.url).searchParams.get("version") ?? undefined
  return answer(async () => {
    const proposalId = asId<"proposals">(args.params.proposalId, "proposal")
    return pdfFile(await findProposalPdf(ctx, { proposalId, number }))
  })
}
