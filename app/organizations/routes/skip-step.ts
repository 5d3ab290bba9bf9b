import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { staff } from "~/platform/http/context.server"
import { answer, done } from "~/platform/http/respond.server"
import { readForm } from "~/platform/http/safe-form-data.server"
import { href } from "~/platform/language/paths"
import { stepAfter } from "../setup-steps"
import { skipStep } from "../skip-step.server"

export const loader = () => redirect(href("/settings/first-steps"))

/** Skips one step and leads to the next, or all of them from where they are listed. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const step = args.params.step as "all"
  await answer(() => skipStep(ctx, { step }))
  const from = (await readForm(args.request)).get("from")
  if (from === "today")
    return done(href("/"), { tone: "ok", text: "Skipped. You find it under Settings, First steps." })
  if (from === "list") return done(href("/settings/first-steps"), { tone: "ok", text: "Skipped" })
  return redirect(stepAfter(step), 303)
}
