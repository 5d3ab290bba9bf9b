import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { signOutEverywhere } from "~/identity/sign-out-everywhere.server"
import { signedOut } from "~/identity/signed-out.server"
import { visitor } from "~/platform/http/context.server"
import { href } from "~/platform/language/paths"
import { readSessionSecret } from "~/platform/security/sessions.server"

const boundText =
  "You are signed out on all devices where your organization's identity provider let you in. Sessions of your own password stay."

export async function loader() {
  return redirect(href("/"))
}

export async function action(args: ActionFunctionArgs) {
  const secret = await readSessionSecret(args.request)
  const { isBound } = secret ? await signOutEverywhere(visitor(args), { secret }) : { isBound: false }
  return signedOut(isBound ? boundText : "You are signed out on all devices.")
}
