import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { createAuthenticator } from "~/identity/create-authenticator.server"
import { staffOwingFactor } from "~/platform/http/context.server"
import { doneToDocument, refused } from "~/platform/http/respond.server"
import { href } from "~/platform/language/paths"

export async function loader() {
  return redirect(href("/settings/security/factors"))
}

/** Makes the secret, and leads to where it is shown and confirmed. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await staffOwingFactor(args)
  try {
    await createAuthenticator(ctx, {})
    return doneToDocument(href("/settings/security/factors/authenticators/confirm"))
  } catch (error) {
    return refused(href("/settings/security/factors"), error)
  }
}
