import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { z } from "zod"
import { ceremonyOf, challengeAnswer, endedCeremonyCookie } from "~/identity/ceremony-cookies.server"
import { confirmFactor } from "~/identity/confirm-factor.server"
import { requestChallenge } from "~/identity/request-challenge.server"
import { staffOwingFactor } from "~/platform/http/context.server"
import { noticeCookie } from "~/platform/http/flash.server"
import { parseForm } from "~/platform/http/form.server"
import { answer } from "~/platform/http/respond.server"
import { safePath } from "~/platform/http/safe-path"
import { href, withQuery } from "~/platform/language/paths"
import { waitWords } from "~/platform/security/limits.server"

const Sent = z.object({
  ask: z.string().max(20).optional(),
  code: z.string().max(100).prefault(""),
  response: z.string().max(20_000).prefault(""),
  returnTo: z.string().max(2_000).optional(),
})

export async function loader() {
  return redirect(href("/step-up"))
}

/** A second factor as the proof of who is at this browser: a code, or a passkey that is asked for here as well. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await staffOwingFactor(args)
  const form = await parseForm(args.request.clone(), Sent)
  const { ask, code, response, returnTo } = form.ok ? form.value : { code: "", response: "" }
  if (ask) return challengeAnswer(await answer(() => requestChallenge(ctx, {})))
  const back = withQuery(href("/step-up"), { returnTo: safePath(returnTo) })
  if (!code && !response) return again(back, "Enter the code, or use your passkey; passkeys need JavaScript.")
  const proof = code ? { code } : { ceremony: ceremonyOf(args.request, "passkey") ?? "", response }
  const outcome = await answer(() => confirmFactor(ctx, proof))
  if (outcome.confirmed)
    return redirect(back, { status: 303, headers: { "Set-Cookie": endedCeremonyCookie("passkey") } })
  if (outcome.retryAfter !== null)
    return again(back, `That was tried too often. Try again in ${waitWords(outcome.retryAfter)}.`)
  return again(back, "That was not right, or was used already. Try again.")
}

const again = (to: string, text: string) =>
  redirect(to, { status: 303, headers: { "Set-Cookie": noticeCookie({ tone: "danger", text }) } })
