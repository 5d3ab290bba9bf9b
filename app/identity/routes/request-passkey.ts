import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { challengeAnswer } from "~/identity/ceremony-cookies.server"
import { requestPasskey } from "~/identity/request-passkey.server"
import { staffOwingFactor } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { href } from "~/platform/language/paths"

export async function loader() {
  return redirect(href("/settings/security/factors/passkeys/new"))
}

/** What the device is told to make a passkey, as data for the page's module. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await staffOwingFactor(args)
  return challengeAnswer(await answer(() => requestPasskey(ctx, {})))
}
