import type { AppLoadContext } from "@remix-run/node"
import type { Request, Response } from "express"
import { env } from "~/platform/env.server"
import { servedOrigin } from "./gates.server"

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true
  }
  interface AppLoadContext {
    /** For the scripts of this one response; never in loader data. */
    nonce: string
    /** In the log lines of the request, and on its error page. */
    requestId: string
    /** Who sent it: behind trusted proxies the address that they state. */
    ip: string
    userAgent: string
    /** The origin under which it was asked for, one of those served. */
    origin: string
    /** Sent from this machine itself, through no proxy. */
    local: boolean
    /** Asked for as data by our own script, which shows a refusal on the page it stands in. */
    forScript?: boolean
    /** Settles when the answer is sent or given up; absent where nobody listens. */
    answered?: Promise<void>
  }
}

/** What every loader and action is told of its request besides the request itself. */
export function loadContext(req: Request, res: Response): AppLoadContext {
  const { nonce, requestId, local } = res.locals
  return {
    nonce,
    requestId,
    local,
    ip: (req.ip ?? "").replace(/^::ffff:(?=\d+\.)/i, ""),
    userAgent: (req.get("user-agent") ?? "").slice(0, 400),
    forScript: req.path.endsWith(".data"),
    origin: servedOrigin(req, env) ?? env.publicUrl,
    answered: new Promise((settle) => res.once("close", settle)),
  }
}
