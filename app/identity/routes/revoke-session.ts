import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { revokeSession } from "~/identity/revoke-session.server"
import { staff } from "~/platform/http/context.server"
import { answer, done } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"

const back = href("/settings/sessions")

export async function loader() {
  return redirect(back)
}

/** Ends the one of the member's sessions that the address names. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const { ended } = await answer(() =>
    revokeSession(ctx, { sessionId: asId<"sessions">(args.params.sessionId, "session") }),
  )
  return done(back, { tone: "ok", text: ended === 0 ? "It had ended already." : "The session is revoked." })
}
