import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { z } from "zod"
import { undoAssignment } from "~/assignments/undo-assignment.server"
import { staff } from "~/platform/http/context.server"
import { parseForm } from "~/platform/http/form.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { countOf } from "../assignment"

export const loader = async () => redirect(href("/"))

const Back = z.object({ back: z.string().max(2_000).default("/") })

/** Gives every record back to whom it had, and says which stay since they were changed meanwhile. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const assignmentId = await answer(() => asId<"assignments">(args.params.assignmentId, "change of owner"))
  const form = await parseForm(args.request, Back)
  const back = form.ok ? form.value.back : href("/")
  try {
    const { of, count, kept } = await undoAssignment(ctx, { assignmentId })
    const text = `${countOf(of, count)} given back`
    if (kept === 0) return done(back, { tone: "ok", text })
    const stays = kept === 1 ? "was changed since and stays" : "were changed since and stay"
    return done(back, { tone: "warn", text: `${text}; ${kept} ${stays} as ${kept === 1 ? "it is" : "they are"}` })
  } catch (error) {
    return refused(back, error)
  }
}
