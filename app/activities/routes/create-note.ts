import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { createNote } from "~/activities/create-note.server"
import { CreateNoteInput } from "~/activities/inputs.server"
import { staff } from "~/platform/http/context.server"
import { parseForm } from "~/platform/http/form.server"
import { answer, done } from "~/platform/http/respond.server"
import { safePath } from "~/platform/http/safe-path"
import { href } from "~/platform/language/paths"

export const loader = () => redirect(href("/"))

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const back = safePath(new URL(args.request.url).searchParams.get("returnTo") ?? "/")
  const form = await parseForm(args.request, CreateNoteInput)
  if (!form.ok) {
    const [message] = Object.values(form.reply.error ?? {}).flat()
    return done(back, { tone: "danger", text: message ?? "Write something to keep" })
  }
  await answer(() => createNote(ctx, form.value, { submission: form.submissionId }))
  return done(back, { tone: "ok", text: "Note saved" })
}
