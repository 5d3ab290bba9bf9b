import { randomBytes, randomUUID } from "node:crypto"
import { type ErrorRequestHandler, type Request, type RequestHandler, type Response, Router } from "express"
import { isDatabaseUnable } from "#db/client"
import type { Env } from "../env.server"
import { log, type RequestNotes, requestScope } from "../log.server"
import { observeRequest } from "../metrics.server"
import { type HeaderSettings, securityHeaders } from "../security/headers.server"
import { absence } from "./absence.server"
import { type GateSettings, isUnsafe, openToAnyHost, pathOf, refusalOf, surfaceOf } from "./gates.server"
import { type Refusal, refuse } from "./host-page.server"

declare global {
  namespace Express {
    interface Locals {
      /** For the scripts of this one response; never in data that a page carries. */
      nonce: string
      /** In every log line of the request, and on its error page. */
      requestId: string
      /** Sent from this machine itself, through no proxy. */
      local: boolean
    }
  }
}

export type PreludeOptions = {
  env: GateSettings & HeaderSettings & Pick<Env, "TRUST_PROXY">
  /** The pattern of a path (`/leads/:leadId`), for metrics. */
  routePattern(path: string): string
  /** The methods that an address takes, by its pattern; all where none are listed. */
  methods: Record<string, readonly string[]>
}

const MOST_IN_FLIGHT = 500
const MOST_IN_FLIGHT_AT_ALL = 1_000
const SHED_LAST = /^\/(?:webhooks|p|i)\//
const NEVER_SHED = new Set([...openToAnyHost, "/events"])
const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/
const PROXY_HEADER = /^(?:x-forwarded-.*|forwarded|x-real-ip)$/

/** Whether the request was sent from this machine itself; what a proxy on it passes on was not. */
function isLocal(req: Request): boolean {
  const passedOn = Object.keys(req.headers).some((name) => PROXY_HEADER.test(name))
  return !passedOn && LOOPBACK.test(req.socket.remoteAddress ?? "")
}

/** Drops what a client could have made up about proxies; behind trusted ones the address and the protocol stay, and the host takes Host's place. */
function believeProxies(req: Request, hops: number): void {
  const host = req.get("x-forwarded-host")
  if (hops > 0 && host) req.headers.host = host.split(",").at(-1)!.trim()
  const believed = hops > 0 ? ["x-forwarded-for", "x-forwarded-proto"] : []
  for (const name of Object.keys(req.headers)) {
    if (PROXY_HEADER.test(name) && !believed.includes(name)) delete req.headers[name]
  }
}

/** Fills in, as the answer's head is written, the headers that its maker did not set: a page's own policy stands. */
function fillHeaders(res: Response, defaults: Record<string, string>): void {
  const writeHead = res.writeHead
  res.writeHead = ((...args: Parameters<typeof writeHead>) => {
    const framing = /frame-ancestors ([^;]*)/.exec(String(res.getHeader("Content-Security-Policy") ?? ""))?.[1]
    const ownFraming = framing !== undefined && framing !== "'none'"
    for (const [name, value] of Object.entries(defaults)) {
      if (!res.hasHeader(name) && !(ownFraming && name === "X-Frame-Options")) res.setHeader(name, value)
    }
    return writeHead.apply(res, args)
  }) as typeof writeHead
}

/** One line and one measure for each answer, once it is sent or given up. */
function record(req: Request, res: Response, notes: RequestNotes, route: string): void {
  const began = performance.now()
  const path = pathOf(req.originalUrl)
  const { method } = req
  res.once("close", () => {
    const duration = Math.round((performance.now() - began) * 10) / 10
    const status = res.headersSent ? res.statusCode : 499
    observeRequest({ method, route, status, seconds: duration / 1_000 })
    const level = status >= 500 ? "error" : path.startsWith("/assets/") || openToAnyHost.has(path) ? "debug" : "info"
    log[level]({ ...notes, method, path, route, status, duration }, "request")
  })
}

/** What is answered to a method that an address does not take; nothing at all is at an address that fits only what is not found. */
function methodRefusal(method: string, pattern: string, taken: readonly string[] | undefined): Refusal | undefined {
  if (!taken || taken.includes(method) || method === "OPTIONS") return undefined
  if (pattern === "/*") return { status: 404, title: "Nothing is here", text: "This page does not exist." }
  return {
    status: 405,
    title: "Not possible",
    text: "This address does not take what was sent. Open the page again and send it from there.",
    headers: { Allow: taken.join(", ") },
  }
}

/**
 * Stands before everything else: names the request, sets the headers of every answer, and refuses what no page of ours
 * sends (method, address, host, size, origin, content type) before any of its body is read. Overload is answered with 503.
 */
export function prelude({ env, routePattern, methods }: PreludeOptions): RequestHandler {
  const headersOf = securityHeaders(env)
  let inFlight = 0

  const overloaded = (path: string): boolean =>
    !NEVER_SHED.has(path) && inFlight >= (SHED_LAST.test(path) ? MOST_IN_FLIGHT_AT_ALL : MOST_IN_FLIGHT)

  const count = (res: Response): void => {
    inFlight += 1
    res.once("close", () => {
      inFlight -= 1
    })
  }

  return Router().use((req, res, next) => {
    const path = pathOf(req.url)
    const notes: RequestNotes = { requestId: randomUUID() }
    res.locals.requestId = notes.requestId
    res.locals.nonce = randomBytes(18).toString("base64")
    res.locals.local = isLocal(req)
    fillHeaders(res, { ...headersOf(res.locals.nonce), "X-Request-Id": notes.requestId })
    believeProxies(req, env.TRUST_PROXY)
    const pattern = routePattern(path)
    const taken = Object.hasOwn(methods, pattern) ? methods[pattern] : undefined
    record(req, res, notes, pattern)
    if (overloaded(path)) {
      refuse(req, res, {
        status: 503,
        title: "Too busy",
        text: "Too much at once. Try again in a moment.",
        headers: { "Retry-After": "2" },
      })
      return
    }
    if (!NEVER_SHED.has(path)) count(res)
    const refusal = refusalOf(req, env) ?? methodRefusal(req.method, pattern, taken)
    if (refusal) {
      refuse(req, res, refusal)
      return
    }
    if (req.method === "OPTIONS") {
      res
        .status(204)
        .set("Allow", (taken ?? ["GET", "HEAD", "POST"]).join(", "))
        .end()
      return
    }
    admit(req, res)
    requestScope.run(notes, next)
  })
}

/** Lets the request in: without cookies where anyone may send, and without the sender's origin, which Remix would judge a second time. */
function admit(req: Request, res: Response): void {
  const { from, cookies } = surfaceOf(req.url)
  const fromAnyone = from === "anyone" && isUnsafe(req.method)
  if (!cookies || fromAnyone) delete req.headers.cookie
  if (fromAnyone) delete req.headers.origin
  if (req.headers.expect) res.writeContinue()
}

/** The end of the line: an error nobody answered is logged and said without detail; a client's mistake keeps its status. */
export const lastResort: ErrorRequestHandler = (error: unknown, req, res, next) => {
  if (res.headersSent) {
    next(error)
    return
  }
  if (isDatabaseUnable(error)) {
    log.warn({ error }, "the database cannot serve")
    refuse(req, res, absence)
    return
  }
  const given = typeof error === "object" && error !== null && "status" in error ? Number(error.status) : 500
  const status = given >= 400 && given < 500 ? given : 500
  if (status === 500) log.error({ error }, "a request failed")
  const text =
    status === 500 ? "Something went wrong on our side. It was noted; try again." : "This request could not be read."
  refuse(req, res, { status, title: status === 500 ? "That did not work" : "Not possible", text })
}
