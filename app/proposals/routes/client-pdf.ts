import type { LoaderFunctionArgs } from "@remix-run/node"
import { webPool } from "~/platform/data/database.server"
import { client } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { addressKey, hold, limits } from "~/platform/security/limits.server"
import { findProposalPdf } from "../client-queries.server"
import { noteUse } from "../note-use.server"
import { pdfFile } from "../pdf-file.server"

/** The version behind a link as a PDF, signed once it is. */
export async function loader(args: LoaderFunctionArgs) {
  const ctx = await client(args, args.params.token, "proposal")
  await hold(webPool(), limits.pdfAddress, addressKey(args.context.ip))
  const file = await answer(async () => pdfFile(await findProposalPdf(ctx, {})))
  noteUse(args, ctx, "downloaded")
  return file
}
