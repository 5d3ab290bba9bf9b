import {
  type ActionFunctionArgs,
  data,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { z } from "zod"
import { addressOf, admitGuess, admitLink, admitSignOn } from "~/identity/count-attempts.server"
import { signOnVisitor, visitor } from "~/platform/http/context.server"
import { parseForm } from "~/platform/http/form.server"
import { answer } from "~/platform/http/respond.server"
import { safePath } from "~/platform/http/safe-path"
import { NotFound } from "~/platform/language/errors"
import { href, withQuery } from "~/platform/language/paths"
import { SubmitButton } from "~/ui/button"
import { Notices } from "~/ui/notices"
import { AuthPage } from "~/ui/public-page"
import { wayBack } from "../addresses"
import { getSignOn } from "../provider-queries.server"
import { signOnCookie } from "../sign-on-cookie.server"
import { startSignOn } from "../start-sign-on.server"

export const handle = { hydrate: false }
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `Sign in to ${page?.organization ?? "your organization"} · Signoff` },
]

/** The way to the provider's page: the browser is told by a header, since a form may lead to our own pages only. */
export const headers: HeadersFunction = ({ actionHeaders }) => {
  const refresh = actionHeaders.get("Refresh")
  return new Headers(refresh ? { Refresh: refresh } : {})
}

const wanted = (request: Request) => safePath(new URL(request.url).searchParams.get("returnTo") ?? "/")

/** Whether the provider is to ask anew who it is, as a step-up does. */
const isAskedAnew = (request: Request) => new URL(request.url).searchParams.has("again")

/** The organization's way in; a key of none is counted as a guess. */
async function entered(args: LoaderFunctionArgs) {
  const address = addressOf(visitor(args))
  await admitLink(address)
  const found = await signOnVisitor(args, args.params.key)
  if (!found) await admitGuess(address)
  return found
}

export async function loader(args: LoaderFunctionArgs) {
  return answer(async () => {
    const found = await entered(args)
    if (!found) throw new NotFound("way in")
    const names = await getSignOn(found.ctx, { providerId: found.providerId })
    return { ...names, key: args.params.key ?? "", returnTo: wanted(args.request), again: isAskedAnew(args.request) }
  })
}

export async function action(args: ActionFunctionArgs) {
  await parseForm(args.request.clone(), z.object({}))
  return answer(async () => {
    const found = await entered(args)
    if (!found) throw new NotFound("way in")
    await admitSignOn(addressOf(visitor(args)))
    const { providerId, ctx } = found
    const redirectUri = wayBack(args.context.origin, args.params.key ?? "")
    const started = await startSignOn(ctx, {
      providerId,
      redirectUri,
      returnTo: wanted(args.request),
      isFresh: isAskedAnew(args.request),
    })
    if (!started.ok) return data({ problem: started.sentence, address: null }, { status: 503 })
    const headers = { Refresh: `0; url=${started.address}`, "Set-Cookie": await signOnCookie(started.token) }
    return data({ problem: null, address: started.address }, { headers })
  })
}

export default function StartSignOn() {
  const { organization, provider, key, returnTo, again } = useLoaderData<typeof loader>()
  const led = useActionData<typeof action>()
  if (led?.address) return <OnTheWay address={led.address} provider={provider} />
  const here = withQuery(href("/login/sso/:key", { key }), {
    returnTo: returnTo === "/" ? null : returnTo,
    again: again ? "1" : null,
  })
  return (
    <AuthPage
      title={`Sign in to ${organization}`}
      notices={led?.problem && <Notices items={[{ tone: "danger", text: led.problem }]} />}
      footer={<a href={href("/login")}>Sign in with a password</a>}
    >
      <form method="post" action={here}>
        <SubmitButton block>{`Sign in with ${provider}`}</SubmitButton>
      </form>
    </AuthPage>
  )
}

function OnTheWay({ address, provider }: { address: string; provider: string }) {
  return (
    <AuthPage title={`On to ${provider}`} footer={<a href={href("/login")}>Back to signing in</a>}>
      <p>
        Your browser goes there by itself.{" "}
        <a href={address} rel="noreferrer">
          Go to {new URL(address).host} now
        </a>
      </p>
    </AuthPage>
  )
}
