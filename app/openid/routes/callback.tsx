import { data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { addressOf, admitGuess, admitLink, forgiveSignOn } from "~/identity/count-attempts.server"
import { signOnVisitor, visitor } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { safePath } from "~/platform/http/safe-path"
import { NotFound } from "~/platform/language/errors"
import { href } from "~/platform/language/paths"
import { readSessionSecret, sessionCookie } from "~/platform/security/sessions.server"
import { ButtonLink } from "~/ui/button"
import { AuthPage } from "~/ui/public-page"
import { wayBack } from "../addresses"
import { completeSignOn } from "../complete-sign-on.server"
import { refusals } from "../sign-on"
import { endedSignOnCookie, readSignOn } from "../sign-on-cookie.server"

export const handle = { hydrate: false }
export const meta: MetaFunction = () => [{ title: "Not signed in · Signoff" }, { name: "robots", content: "noindex" }]

/** An answer of a provider: what it gave back, and a code or a refusal (OpenID Connect Core 3.1.2.5 and 3.1.2.6). */
const isAnswer = ({ searchParams: given }: URL) => given.has("state") && (given.has("code") || given.has("error"))

/**
 * The one page that acts when it is opened (docs/decisions, 18): what it takes is good once, for ten minutes, and in the browser alone
 * that set out for it, so nobody who merely looks at a link can use it up.
 */
export async function loader(args: LoaderFunctionArgs) {
  const address = addressOf(visitor(args))
  await admitLink(address)
  const key = args.params.key ?? ""
  const [found, token, url] = [
    await signOnVisitor(args, key),
    await readSignOn(args.request),
    new URL(args.request.url),
  ]
  if (!found || !token || !isAnswer(url)) await admitGuess(address)
  return answer(async () => {
    if (!found) throw new NotFound("way in")
    if (!token || !isAnswer(url)) return data({ key, sentence: refusals.ceremony }, { status: 403 })
    const previous = await readSessionSecret(args.request)
    const given = wayBack(args.context.origin, key) + url.search
    const outcome = await completeSignOn(found.ctx, { providerId: found.providerId, answer: given, token, previous })
    const headers = new Headers({ "Set-Cookie": await endedSignOnCookie() })
    if (!outcome.signedIn) return data({ key, sentence: outcome.sentence }, { status: 403, headers })
    await forgiveSignOn(address)
    headers.append("Set-Cookie", await sessionCookie(outcome.secret))
    return redirect(safePath(outcome.returnTo), { status: 303, headers })
  })
}

export default function NotSignedIn() {
  const { key, sentence } = useLoaderData<typeof loader>()
  return (
    <AuthPage title="You are not signed in" footer={<a href={href("/login")}>Sign in with a password</a>}>
      <p>{sentence}</p>
      <p className="mt-6">
        <ButtonLink href={href("/login/sso/:key", { key })} tone="primary" reload>
          Try again
        </ButtonLink>
      </p>
    </AuthPage>
  )
}
