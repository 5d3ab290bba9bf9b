import { type ActionFunctionArgs, redirect, redirectDocument } from "@remix-run/node"
import { assertFresh } from "~/platform/data/step-up.server"
import { staff, supporter } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { NotFound } from "~/platform/language/errors"
import { href } from "~/platform/language/paths"
import { readSessionSecret, sessionCookie } from "~/platform/security/sessions.server"
import { startSupportSession } from "../start-support-session.server"

export async function loader() {
  return redirect(href("/support"))
}

/** A super-admin goes in where leave was given, and is who they are there from then on. */
export async function action(args: ActionFunctionArgs) {
  const { email } = await staff(args).then((ctx) => {
    assertFresh(ctx, "support")
    return ctx
  })
  const there = await supporter(args, args.params.organizationId)
  const { secret } = await answer(async () => {
    if (!there) throw new NotFound("organization")
    return startSupportSession(there, { email, previous: await readSessionSecret(args.request) })
  })
  return redirectDocument(href("/"), { status: 303, headers: { "Set-Cookie": await sessionCookie(secret) } })
}
