import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { staff } from "~/platform/http/context.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { processProblem } from "../process-problem.server"

const page = href("/settings/payments")

/** Acts once more on an event that could not be acted on. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const problemId = await answer(() => asId<"problems">(args.params.problemId, "problem"))
  try {
    const { problem } = await processProblem(ctx, { problemId })
    return done(page, problem ? { tone: "warn", text: problem } : { tone: "ok", text: "Processed" })
  } catch (error) {
    return refused(page, error)
  }
}

export const loader = () => redirect(page, 303)
