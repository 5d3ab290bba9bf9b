import { type ActionFunctionArgs, data, redirect } from "@remix-run/node"
import { ceremonyCookie } from "~/identity/ceremony-cookies.server"
import { challengeMinutes } from "~/identity/request-challenge.server"
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
  const { secret, options } = await answer(() => requestPasskey(ctx, {}))
  return data(options, { headers: { "Set-Cookie": ceremonyCookie("passkey", secret, challengeMinutes) } })
}
