import {
  type AppLoadContext,
  createReadableStreamFromReadable,
  createRequestHandler,
  type ServerBuild,
} from "@remix-run/node"
import type { Response as Answering, Request as Asked, RequestHandler } from "express"
import { compressed } from "./compressed.server"
import { type ListedRoute, routePatterns } from "./route-pattern.server"
import { wholeBody } from "./whole-body.server"

type Handle = (request: Request, context: AppLoadContext) => Promise<Response>
type LoadContext = (req: Asked, res: Answering) => AppLoadContext

/**
 * Serves the pages of a build. The router matches an address against all routes it is given, anew for each request and each
 * part of it; so every address has a handler of its own, which knows the branch of routes that leads to it and no other.
 */
export function pages(build: ServerBuild, loadContext: LoadContext): RequestHandler {
  const handlerOf = handlersOf(build)
  return async (req, res, next) => {
    const leaving = new AbortController()
    try {
      const request = requestOf(req, leaving.signal)
      res.once("close", () => leaving.abort(left))
      await send(req, res, await handlerOf(req.path)(request, loadContext(req, res)))
    } catch (error) {
      next(error)
    }
  }
}

/** Why a request's signal is given: made once, since each error keeps a trace of where it was made. */
const left = new DOMException("The answer was sent, or nobody waits for it any more.", "AbortError")

function handlersOf(build: ServerBuild): (path: string) => Handle {
  const listed = build.routes as Record<string, ListedRoute>
  const patternOf = routePatterns(listed)
  const branches = new Map(leavesOf(listed).map((id) => [patternOf(addressOf(listed, id)), id]))
  const whole = createRequestHandler(build) as Handle
  const known = new Map<string, Handle>()
  return (path) => {
    const pattern = patternOf(path)
    const leaf = branches.get(pattern)
    if (leaf === undefined || pattern.includes("*")) return whole
    const handle = known.get(pattern) ?? (createRequestHandler(branchOf(build, leaf)) as Handle)
    known.set(pattern, handle)
    return handle
  }
}

/** The routes that are addresses: they have a path or are an index, and lead to no other. */
function leavesOf(routes: Record<string, ListedRoute>): string[] {
  const parents = new Set(Object.values(routes).map(({ parentId }) => parentId))
  return Object.keys(routes).filter((id) => !parents.has(id))
}

function addressOf(routes: Record<string, ListedRoute>, id: string): string {
  const route = routes[id]
  return route ? `${route.parentId ? addressOf(routes, route.parentId) : ""}/${route.path ?? ""}` : ""
}

/** The build with a route and those that stand around it alone. */
function branchOf(build: ServerBuild, leaf: string): ServerBuild {
  const routes: ServerBuild["routes"] = {}
  const files: ServerBuild["assets"]["routes"] = {}
  for (let id: string | undefined = leaf; id; id = build.routes[id]?.parentId) {
    routes[id] = build.routes[id]!
    files[id] = build.assets.routes[id]!
  }
  return { ...build, routes, assets: { ...build.assets, routes: files } }
}

/** A request as the pages read it, under the name that is served. */
function requestOf(req: Asked, signal: AbortSignal): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(req.headers)) {
    if (typeof value === "string") headers.set(name, value)
    else for (const each of value ?? []) headers.append(name, each)
  }
  const url = `${req.protocol}://${req.get("host")}${req.originalUrl}`
  if (req.method === "GET" || req.method === "HEAD") return new Request(url, { method: req.method, headers, signal })
  const body = createReadableStreamFromReadable(req)
  return new Request(url, { method: req.method, headers, signal, body, duplex: "half" } as RequestInit)
}

/** Answers in one piece wherever the whole is known, compressed where the browser takes that. */
async function send(req: Asked, res: Answering, response: Response): Promise<void> {
  res.status(response.status)
  for (const [name, value] of response.headers) res.append(name, value)
  const body = await wholeBody(response)
  if (body === null || req.method === "HEAD") return void res.end()
  const sent = compressed(req, res, body)
  res.setHeader("Content-Length", sent.byteLength)
  res.end(sent)
}
