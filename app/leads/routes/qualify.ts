import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { qualifyLead } from "~/leads/qualify-lead.server"
import { staff } from "~/platform/http/context.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"

export const loader = async ({ params }: LoaderFunctionArgs) =>
  redirect(await answer(() => href("/leads/:leadId", { leadId: asId<"leads">(params.leadId, "lead") })))

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const leadId = await answer(() => asId<"leads">(args.params.leadId, "lead"))
  const here = href("/leads/:leadId", { leadId })
  try {
    await qualifyLead(ctx, { leadId })
    const undo = { action: href("/leads/:leadId/reopen", { leadId }), fields: {} }
    return done(here, { tone: "ok", text: "Lead qualified", undo })
  } catch (error) {
    return refused(here, error)
  }
}
