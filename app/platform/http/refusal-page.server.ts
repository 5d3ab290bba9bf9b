import type { ActionFunctionArgs, LoaderFunctionArgs, ServerBuild } from "@remix-run/node"
import { errorWords } from "~/ui/error-words"
import { refusalResponse } from "./host-page.server"

type Args = LoaderFunctionArgs | ActionFunctionArgs

/** What a loader or action throws with `data()`: an answer that the page's error boundary shows. */
type Thrown = { type: "DataWithResponseInit"; data: unknown; init: ResponseInit | null }

const isAnswer = (thrown: unknown): thrown is Thrown =>
  typeof thrown === "object" && thrown !== null && "type" in thrown && thrown.type === "DataWithResponseInit"

function pageOf({ data, init }: Thrown, { request, context }: Args): Response {
  const status = init?.status ?? 500
  const { title, text } = errorWords({ status, statusText: "", internal: false, data })
  const headers = Object.fromEntries(new Headers(init?.headers))
  return refusalResponse(request.headers.get("Accept"), { status, title, text, headers }, context)
}

/** A loader or action without a page that shows a person its refusal on one; scripts get it as it is, for the page they stand in. */
function withItsPage<Given extends Args, Answer>(door: (args: Given) => Answer) {
  return async (args: Given): Promise<Awaited<Answer>> => {
    try {
      return await door(args)
    } catch (thrown) {
      throw isAnswer(thrown) && !args.context.forScript ? pageOf(thrown, args) : thrown
    }
  }
}

/**
 * The build with buttons and files, which have no page of their own, refusing on a page that says why and when to try again;
 * left to itself the router answers a browser in JSON, without words and headers.
 */
export function withRefusalPages(build: ServerBuild): ServerBuild {
  const routes = Object.entries(build.routes).map(([id, route]) => {
    if (!route || route.module.default) return [id, route] as const
    const { loader, action } = route.module
    const module = {
      ...route.module,
      ...(loader && { loader: withItsPage(loader) }),
      ...(action && { action: withItsPage(action) }),
    }
    return [id, { ...route, module }] as const
  })
  return { ...build, routes: Object.fromEntries(routes) }
}
