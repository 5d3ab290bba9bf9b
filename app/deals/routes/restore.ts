import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { restoreDeal } from "~/deals/restore-deal.server"
import { staff } from "~/platform/http/context.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"

export const loader = () => redirect(href("/deals"))

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const dealId = await answer(() => asId<"deals">(args.params.dealId, "deal"))
  try {
    await restoreDeal(ctx, { dealId })
    return done(href("/deals/:dealId", { dealId }), { tone: "ok", text: "Deal restored" })
  } catch (error) {
    return refused(href("/deals"), error)
  }
}
