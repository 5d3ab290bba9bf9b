import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { z } from "zod"
import { ceremonyOf, challengeAnswer } from "~/identity/ceremony-cookies.server"
import { addressOf, admitLink } from "~/identity/count-attempts.server"
import { requestChallenge } from "~/identity/request-challenge.server"
import { signInByPasskey } from "~/identity/sign-in-by-passkey.server"
import { signedIn, signInAgain } from "~/identity/signed-in.server"
import { visitor } from "~/platform/http/context.server"
import { parseForm } from "~/platform/http/form.server"
import { answer } from "~/platform/http/respond.server"
import { href } from "~/platform/language/paths"
import { readSessionSecret } from "~/platform/security/sessions.server"

const Sent = z.object({
  ask: z.string().max(20).optional(),
  response: z.string().max(20_000).prefault(""),
  returnTo: z.string().max(2_000).optional(),
})

export async function loader() {
  return redirect(href("/login"))
}

/** Asked for a challenge, gives one, as data; given a passkey's answer to it, signs its person in. */
export async function action(args: ActionFunctionArgs) {
  const ctx = visitor(args)
  await admitLink(addressOf(ctx))
  const form = await parseForm(args.request.clone(), Sent)
  const { ask, response, returnTo } = form.ok ? form.value : { response: "" }
  const pending = ceremonyOf(args.request, "second-factor")
  if (ask) return challengeAnswer(await answer(() => requestChallenge(ctx, { pending })))
  if (!response) return signInAgain("Passkeys need JavaScript, which is off in this browser. Sign in another way.")
  const [ceremony, previous] = [ceremonyOf(args.request, "passkey"), await readSessionSecret(args.request)]
  const given = { ceremony: ceremony ?? "", response, pending, previous }
  const outcome = await answer(() => signInByPasskey(ctx, given))
  if (outcome.signedIn) return signedIn(outcome.secret, returnTo)
  return signInAgain("That passkey lets nobody in here. Try again, or sign in another way.")
}
