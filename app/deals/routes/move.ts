import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { DealButtonInput, MoveDealInput } from "~/deals/inputs.server"
import { moveDeal } from "~/deals/move-deal.server"
import { staff } from "~/platform/http/context.server"
import { parseForm } from "~/platform/http/form.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"

const dealOf = ({ params }: LoaderFunctionArgs) => answer(() => asId<"deals">(params.dealId, "deal"))

export const loader = async (args: LoaderFunctionArgs) =>
  redirect(href("/deals/:dealId", { dealId: await dealOf(args) }))

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const dealId = await dealOf(args)
  const form = await parseForm(args.request, MoveDealInput.omit({ dealId: true }).extend(DealButtonInput.shape))
  const here = href("/deals/:dealId", { dealId })
  if (!form.ok) return done(here, { tone: "danger", text: "Choose a stage to move the deal to" })
  const { returnTo, ...move } = form.value
  try {
    const { to, fromStageId } = await moveDeal(ctx, { dealId, ...move }, { submission: form.submissionId })
    const back = { stageId: fromStageId, fromStageId: move.stageId, ...(returnTo && { returnTo }) }
    const undo =
      fromStageId === move.stageId ? undefined : { action: href("/deals/:dealId/move", { dealId }), fields: back }
    return done(returnTo ?? here, { tone: "ok", text: `Deal moved to ${to}`, undo })
  } catch (error) {
    return refused(returnTo ?? here, error)
  }
}
