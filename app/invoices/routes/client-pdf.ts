import type { LoaderFunctionArgs } from "@remix-run/node"
import { webPool } from "~/platform/data/database.server"
import { client } from "~/platform/http/context.server"
import { answer, doneToDocument } from "~/platform/http/respond.server"
import { href } from "~/platform/language/paths"
import { addressKey, hold, limits } from "~/platform/security/limits.server"
import { noteUse } from "~/proposals/note-use.server"
import { findInvoicePdf } from "../invoice-queries.server"
import { pdfResponse } from "../pdf-response.server"

/** The invoice behind a link as its PDF, the same bytes each time. */
export async function loader(args: LoaderFunctionArgs) {
  const token = args.params.token ?? ""
  const ctx = await client(args, token, "invoice")
  await hold(webPool(), limits.pdfAddress, addressKey(args.context.ip))
  return answer(async () => {
    const document = await findInvoicePdf(ctx, { invoiceId: ctx.hold.of === "link" ? ctx.hold.objectId : "" })
    if (!document) {
      const text = "The PDF is being prepared. Try again in a few seconds."
      return doneToDocument(href("/i/:token", { token }), { tone: "info", text })
    }
    const file = await pdfResponse(document)
    noteUse(args, ctx, "downloaded")
    return file
  })
}
