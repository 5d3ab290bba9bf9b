import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { z } from "zod"
import { dismissMail } from "~/activities/dismiss-mail.server"
import { staff } from "~/platform/http/context.server"
import { parseForm } from "~/platform/http/form.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { safePath } from "~/platform/http/safe-path"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"

export const loader = () => redirect(href("/"))

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const mailId = await answer(() => asId<"mails">(args.params.mailId, "mail"))
  const form = await parseForm(args.request, z.object({ returnTo: z.string().max(500).optional() }))
  const back = safePath((form.ok && form.value.returnTo) || "/")
  try {
    await dismissMail(ctx, { mailId }, { submission: form.submissionId })
    return done(back, { tone: "ok", text: "Mail set aside" })
  } catch (error) {
    return refused(back, error)
  }
}
