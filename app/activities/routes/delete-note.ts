import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { deleteNote } from "~/activities/delete-note.server"
import { staff } from "~/platform/http/context.server"
import { done, refused } from "~/platform/http/respond.server"
import { safePath } from "~/platform/http/safe-path"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"

export const loader = () => redirect(href("/"))

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const back = safePath(new URL(args.request.url).searchParams.get("returnTo") ?? "/")
  try {
    await deleteNote(ctx, { noteId: asId(args.params.noteId, "note") })
    return done(back, { tone: "ok", text: "Note deleted" })
  } catch (error) {
    return refused(back, error)
  }
}
