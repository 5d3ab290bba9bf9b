import type { LoaderFunctionArgs } from "@remix-run/node"
import { findInvoicePdf } from "~/invoices/invoice-queries.server"
import { pdfResponse } from "~/invoices/pdf-response.server"
import { webPool } from "~/platform/data/database.server"
import { staff } from "~/platform/http/context.server"
import { answer, done } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { hold, limits } from "~/platform/security/limits.server"

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  await hold(webPool(), limits.pdf, ctx.personId)
  return answer(async () => {
    const invoiceId = asId<"invoices">(args.params.invoiceId, "invoice")
    const document = await findInvoicePdf(ctx, { invoiceId })
    if (document) return pdfResponse(document)
    const text = "There is no PDF yet: it is made within seconds of issuing."
    return done(href("/invoices/:invoiceId", { invoiceId }), { tone: "info", text })
  })
}
