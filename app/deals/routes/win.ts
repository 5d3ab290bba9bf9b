import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { DealButtonInput } from "~/deals/inputs.server"
import { winDeal } from "~/deals/win-deal.server"
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
  const form = await parseForm(args.request, DealButtonInput)
  const to = (form.ok && form.value.returnTo) || href("/deals/:dealId", { dealId })
  try {
    const { fromStageId } = await winDeal(ctx, { dealId }, { submission: form.submissionId })
    const undo = fromStageId
      ? { action: href("/deals/:dealId/reopen", { dealId }), fields: { stageId: fromStageId, returnTo: to } }
      : undefined
    return done(to, { tone: "ok", text: "Deal won", undo })
  } catch (error) {
    return refused(to, error)
  }
}
