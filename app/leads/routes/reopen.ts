import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { leadStatusNames } from "~/leads/lead"
import { getLead } from "~/leads/lead-queries.server"
import { reopenLead } from "~/leads/reopen-lead.server"
import { staff } from "~/platform/http/context.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"

export const loader = async ({ params }: LoaderFunctionArgs) =>
  redirect(await answer(() => href("/leads/:leadId", { leadId: asId<"leads">(params.leadId, "lead") })))

/** Takes the last step back: qualifying, putting aside or converting. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const leadId = await answer(() => asId<"leads">(args.params.leadId, "lead"))
  const here = href("/leads/:leadId", { leadId })
  try {
    await reopenLead(ctx, { leadId })
    const { status } = await getLead(ctx, { leadId })
    return done(here, { tone: "ok", text: `Lead reopened: ${leadStatusNames[status].toLowerCase()}` })
  } catch (error) {
    return refused(here, error)
  }
}
