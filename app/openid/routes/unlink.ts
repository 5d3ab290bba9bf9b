import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { staff } from "~/platform/http/context.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { unlinkSubject } from "../unlink-subject.server"

export const loader = () => redirect(href("/settings/security/sign-on"))

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const providerId = await answer(() => asId<"identity_providers">(args.params.providerId, "identity provider"))
  const here = href("/settings/security/sign-on/:providerId", { providerId })
  try {
    await unlinkSubject(ctx, { providerId, memberId: asId<"people">(args.params.memberId, "member") })
    return done(here, { tone: "ok", text: "Unlinked: they are linked anew when they come in again" })
  } catch (error) {
    return refused(here, error)
  }
}
