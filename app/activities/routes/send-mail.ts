import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { z } from "zod"
import { sendMail } from "~/activities/send-mail.server"
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
    const { to } = await sendMail(ctx, { mailId }, { submission: form.submissionId })
    return done(back, { tone: "ok", text: `The mail to ${to} is tried again` })
  } catch (error) {
    return refused(back, error)
  }
}
