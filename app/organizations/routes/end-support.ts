import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { signedOut } from "~/identity/signed-out.server"
import { staff, supporting } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { href } from "~/platform/language/paths"
import { endSupportSession } from "../end-support-session.server"

export async function loader() {
  return redirect(href("/"))
}

/** A super-admin goes out again, and signs in anew wherever they belong. */
export async function action(args: ActionFunctionArgs) {
  const { sessionId } = await staff(args)
  const here = await supporting(args)
  if (!here || !sessionId) return redirect(href("/"), 303)
  await answer(() => endSupportSession(here, { sessionId }))
  return signedOut("You left. Sign in again where you belong.")
}
