import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirectDocument } from "@remix-run/node"
import { deleteAuthenticator } from "~/identity/delete-authenticator.server"
import { renewedCookies } from "~/identity/signed-in.server"
import { staffOwingFactor } from "~/platform/http/context.server"
import { refused } from "~/platform/http/respond.server"
import { href } from "~/platform/language/paths"
import { RemoveFactor } from "../components/remove-factor"

export const handle = { hydrate: false }
export const meta: MetaFunction = () => [{ title: "Remove the authenticator app · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  await staffOwingFactor(args)
  return {}
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staffOwingFactor(args)
  try {
    const { secret } = await deleteAuthenticator(ctx, {})
    const headers = await renewedCookies(secret, { tone: "ok", text: "The authenticator app is removed." })
    return redirectDocument(href("/settings/security/factors"), { status: 303, headers })
  } catch (error) {
    return refused(href("/settings/security/factors"), error)
  }
}

export default function DeleteAuthenticator() {
  return (
    <RemoveFactor
      title="Remove the authenticator app"
      action={href("/settings/security/factors/authenticators/delete")}
    >
      Its codes let nobody in any more. Your other sessions end, and a mail tells you of it.
    </RemoveFactor>
  )
}
