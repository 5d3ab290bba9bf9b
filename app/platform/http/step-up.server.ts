import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  redirect,
  redirectDocument,
  type ServerBuild,
} from "@remix-run/node"
import { isStepUpRequired } from "~/platform/language/errors"
import { href, withQuery } from "~/platform/language/paths"
import { isSessionEnded } from "./context.server"
import { holdsSomething, keepForm, typedIn } from "./kept-form.server"
import { safePath } from "./safe-path"

type Args = LoaderFunctionArgs | ActionFunctionArgs

/** In letters, so that the forms of signing in take it along. */
const LONGEST_WAY_BACK = 1_000

/**
 * The build with every loader and action that asks for a fresh proof leading to where it is given (303), and back; what was typed
 * goes along. It does so too where an action meets a session that has ended.
 */
export function withStepUp(build: ServerBuild): ServerBuild {
  const routes = Object.entries(build.routes).map(([id, route]) => {
    if (!route) return [id, route] as const
    const { loader, action, default: page } = route.module
    const isPage = page !== undefined
    const module = {
      ...route.module,
      ...(loader && { loader: leading(loader, isPage) }),
      ...(action && { action: leading(action, isPage) }),
    }
    return [id, { ...route, module }] as const
  })
  return { ...build, routes: Object.fromEntries(routes) }
}

function leading<Given extends Args, Answer>(door: (args: Given) => Answer, isPage: boolean) {
  return async (args: Given): Promise<Awaited<Answer>> => {
    try {
      return await door(args)
    } catch (error) {
      if (isStepUpRequired(error)) throw await toStepUp(args.request, isPage)
      if (isSessionEnded(error)) throw (await toSigningIn(args.request, isPage)) ?? error
      throw error
    }
  }
}

/** The way to the page that asks for a proof. What was typed goes along. */
async function toStepUp(request: Request, isPage: boolean): Promise<Response> {
  const { here, returnTo } = placesOf(request, isPage)
  const fields = request.method === "GET" ? null : await typedIn(request)
  const kept = fields && (await keepForm(request, { to: here, fields, shown: false }))
  const to = withQuery(href("/step-up"), { returnTo: returnTo === "/" ? null : returnTo })
  return redirectDocument(to, { status: 303, headers: kept ? { "Set-Cookie": kept } : {} })
}

/**
 * The way to signing in again, and from there to the form as it was typed, which does nothing before it is sent again; null where
 * nothing was typed. What a button sent along waits for a press instead, since it has no page that could show it.
 */
async function toSigningIn(request: Request, isPage: boolean): Promise<Response | null> {
  const fields = request.method === "GET" ? null : await typedIn(request)
  if (!fields || !holdsSomething(fields)) return null
  const { here, returnTo } = placesOf(request, isPage)
  const kept = await keepForm(request, { to: here, fields, shown: isPage })
  if (!kept) return null
  const isShort = returnTo !== "/" && returnTo.length <= LONGEST_WAY_BACK
  const waiting = withQuery(href("/step-up"), { returnTo: isShort ? returnTo : null })
  return redirect(withQuery(href("/login"), { returnTo: waiting }), { status: 303, headers: { "Set-Cookie": kept } })
}

/** Where a form was sent, and the page that it was sent from. */
function placesOf(request: Request, isPage: boolean) {
  const url = new URL(request.url)
  const here = safePath(url.pathname.replace(/\.data$/, "") + url.search)
  return { here, returnTo: isPage || request.method === "GET" ? here : cameFrom(request, url) }
}

/** The page on which a button was pressed: the browser names it, and names of other sites lead to the start. */
function cameFrom(request: Request, here: URL): string {
  const referrer = request.headers.get("Referer") ?? ""
  if (!URL.canParse(referrer)) return "/"
  const { host, pathname, search } = new URL(referrer)
  return host === here.host ? safePath(pathname + search) : "/"
}
