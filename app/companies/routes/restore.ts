import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { restoreCompany } from "~/companies/restore-company.server"
import { staff } from "~/platform/http/context.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"

export const loader = () => redirect(href("/companies"))

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const companyId = await answer(() => asId<"companies">(args.params.companyId, "company"))
  try {
    await restoreCompany(ctx, { companyId })
    return done(href("/companies/:companyId", { companyId }), { tone: "ok", text: "Company restored" })
  } catch (error) {
    return refused(href("/companies"), error)
  }
}
