import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { DealButtonInput, ReopenDealInput } from "~/deals/inputs.server"
import { reopenDeal } from "~/deals/reopen-deal.server"
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
  const form = await parseForm(args.request, ReopenDealInput.omit({ dealId: true }).extend(DealButtonInput.shape))
  const here = href("/deals/:dealId", { dealId })
  if (!form.ok) return done(here, { tone: "danger", text: "Choose an open stage to take the deal up in" })
  const { returnTo, stageId } = form.value
  try {
    await reopenDeal(ctx, { dealId, stageId }, { submission: form.submissionId })
    return done(returnTo ?? here, { tone: "ok", text: "Deal reopened" })
  } catch (error) {
    return refused(returnTo ?? here, error)
  }
}
