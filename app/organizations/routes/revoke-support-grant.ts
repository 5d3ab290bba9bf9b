import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { staff } from "~/platform/http/context.server"
import { answer, done } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { revokeSupportGrant } from "../revoke-support-grant.server"

const back = href("/settings/support")

export async function loader() {
  return redirect(back)
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const grantId = await answer(() => asId<"support_grants">(args.params.grantId, "grant"))
  await answer(() => revokeSupportGrant(ctx, { grantId }))
  return done(back, { tone: "ok", text: "The leave is taken back. Whoever was inside is out." })
}
