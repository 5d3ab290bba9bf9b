import type { ActionFunctionArgs } from "@remix-run/node"
import { Authenticator } from "remix-auth"
import { FormStrategy } from "remix-auth-form"
import { visitor } from "~/platform/http/context.server"
import { readSessionSecret } from "~/platform/security/sessions.server"
import { type SignedIn, signIn } from "./sign-in.server"

/** Signs in whoever sent this form's `email` and `password`; the request may be read again. */
export function authenticate(args: ActionFunctionArgs): Promise<SignedIn> {
  const byForm = new FormStrategy<SignedIn>(async ({ form, request }) =>
    signIn(visitor(args), {
      email: form.get("email"),
      password: form.get("password"),
      previous: await readSessionSecret(request),
    }),
  )
  return new Authenticator<SignedIn>().use(byForm).authenticate("form", args.request)
}
