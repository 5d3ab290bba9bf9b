import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { staff } from "~/platform/http/context.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { settleProblem } from "../settle-problem.server"

const page = href("/settings/payments")

/** Takes off the list what somebody has looked at. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const problemId = await answer(() => asId<"problems">(args.params.problemId, "problem"))
  try {
    await settleProblem(ctx, { problemId })
    return done(page, { tone: "ok", text: "Taken off the list" })
  } catch (error) {
    return refused(page, error)
  }
}

export const loader = () => redirect(page, 303)
