import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { webPool } from "~/platform/data/database.server"
import { staff } from "~/platform/http/context.server"
import { done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { hold, limits } from "~/platform/security/limits.server"
import { checkIdentityProvider } from "../check-identity-provider.server"

export const loader = () => redirect(href("/settings/security/sign-on"))

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const list = href("/settings/security/sign-on")
  await hold(webPool(), limits.checkProvider, ctx.personId)
  try {
    const providerId = asId<"identity_providers">(args.params.providerId, "identity provider")
    const { problem } = await checkIdentityProvider(ctx, { providerId })
    const here = href("/settings/security/sign-on/:providerId", { providerId })
    return done(
      here,
      problem ? { tone: "danger", text: problem } : { tone: "ok", text: "It works: people can sign in by it." },
    )
  } catch (error) {
    return refused(list, error)
  }
}
