import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { restoreLead } from "~/leads/restore-lead.server"
import { staff } from "~/platform/http/context.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"

export const loader = () => redirect(href("/leads"))

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const leadId = await answer(() => asId<"leads">(args.params.leadId, "lead"))
  try {
    await restoreLead(ctx, { leadId })
    return done(href("/leads/:leadId", { leadId }), { tone: "ok", text: "Lead restored" })
  } catch (error) {
    return refused(href("/leads"), error)
  }
}
