import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { signOut } from "~/identity/sign-out.server"
import { signedOut } from "~/identity/signed-out.server"
import { visitor } from "~/platform/http/context.server"
import { href } from "~/platform/language/paths"
import { readSessionSecret } from "~/platform/security/sessions.server"

export async function loader() {
  return redirect(href("/"))
}

export async function action(args: ActionFunctionArgs) {
  const secret = await readSessionSecret(args.request)
  if (secret) await signOut(visitor(args), { secret })
  return signedOut("You are signed out.")
}
