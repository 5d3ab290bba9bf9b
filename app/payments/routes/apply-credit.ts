import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { z } from "zod"
import { staff } from "~/platform/http/context.server"
import { parseForm } from "~/platform/http/form.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { applyCredit } from "../apply-credit.server"

export const loader = ({ params }: LoaderFunctionArgs) =>
  redirect(href("/invoices/:invoiceId", { invoiceId: params.invoiceId ?? "" }))

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const invoiceId = await answer(() => asId<"invoices">(args.params.invoiceId, "invoice"))
  const { submissionId } = await parseForm(args.request, z.object({}))
  const back = href("/invoices/:invoiceId", { invoiceId })
  try {
    await applyCredit(ctx, { invoiceId }, { submission: submissionId })
    return done(back, { tone: "ok", text: "Credit applied" })
  } catch (error) {
    return refused(back, error)
  }
}
