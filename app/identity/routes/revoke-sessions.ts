import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { revokeSession } from "~/identity/revoke-session.server"
import { staff } from "~/platform/http/context.server"
import { answer, done } from "~/platform/http/respond.server"
import { href } from "~/platform/language/paths"

const back = href("/settings/sessions")

export async function loader() {
  return redirect(back)
}

/** Ends all of the member's sessions but the one that asks. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const { ended } = await answer(() => revokeSession(ctx, { sessionId: null }))
  const text = ended === 1 ? "The other session is revoked." : `All other sessions are revoked (${ended}).`
  return done(back, { tone: "ok", text: ended === 0 ? "There is no other session." : text })
}
