import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type ServerBuild } from "@remix-run/node"
import { isDatabaseUnable } from "#db/client"
import { log } from "../log.server"
import type { ErrorBody } from "./respond.server"

type Args = LoaderFunctionArgs | ActionFunctionArgs

/** What a person is told while the database cannot serve. */
export const absence = {
  status: 503,
  title: "Not available right now",
  text: "The database does not answer at the moment. What was saved is safe: wait a little, then do the same again.",
  headers: { "Retry-After": "2" },
} as const

const body: ErrorBody = { kind: "outside", message: absence.text }

/** A loader or action that answers 503 where the database cannot serve, instead of failing as if the fault were ours. */
function sayingSo<Given extends Args, Answer>(door: (args: Given) => Answer) {
  return async (args: Given): Promise<Awaited<Answer>> => {
    try {
      return await door(args)
    } catch (error) {
      if (!isDatabaseUnable(error)) throw error
      log.warn({ error, requestId: args.context.requestId }, "the database cannot serve")
      throw data(body, { status: absence.status, headers: absence.headers })
    }
  }
}

/** The build with every loader and action saying so (503, to be tried again) when the database cannot serve. */
export function withAbsenceSaid(build: ServerBuild): ServerBuild {
  const routes = Object.entries(build.routes).map(([id, route]) => {
    if (!route) return [id, route] as const
    const { loader, action } = route.module
    const module = {
      ...route.module,
      ...(loader && { loader: sayingSo(loader) }),
      ...(action && { action: sayingSo(action) }),
    }
    return [id, { ...route, module }] as const
  })
  return { ...build, routes: Object.fromEntries(routes) }
}
