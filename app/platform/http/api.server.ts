import type { Request, RequestHandler, Response } from "express"
import { isWithin } from "~/permissions"
import { mint, type StaffContext, withoutSession } from "~/platform/data/contexts.server"
import { webPool } from "~/platform/data/database.server"
import { isDomainError } from "~/platform/language/errors"
import { noteRequest } from "~/platform/log.server"
import { once } from "~/platform/once.server"
import { looksLikeKey, partsOfKey, touchKey } from "~/platform/security/api-keys.server"
import { addressKey, consume, limits } from "~/platform/security/limits.server"
import { type KeyHolder, resolveApiKey } from "~/platform/security/resolve.server"

/** What went wrong, as programs read it (RFC 9457). */
type Problem = { status: number; title: string; detail: string; headers?: Record<string, string> }

/** What a program may ask: the holder of a key asks, JSON is answered. */
export type ApiCall = (ctx: KeyContext) => Promise<Record<string, unknown>>

/** A program that showed its key: it acts as the key's role, in its maker's place, and the record names the key. */
export type KeyContext = StaffContext & { readonly apiKey: NonNullable<StaffContext["apiKey"]> }

/** Answers with a problem (RFC 9457): nothing of it is kept, and a wrong key is told how keys are shown (RFC 6750 3). */
export function problem(res: Response, { status, title, detail, headers = {} }: Problem): void {
  res
    .status(status)
    .set({ "Cache-Control": "no-store", ...headers })
    .type("application/problem+json")
    .send(JSON.stringify({ type: "about:blank", title, status, detail }))
}

const unauthorized = (detail: string): Problem => ({
  ...{ status: 401, title: "Unauthorized", detail },
  headers: { "WWW-Authenticate": 'Bearer realm="Signoff"' },
})

const tooMany = (retryAfter: number): Problem => ({
  ...{ status: 429, title: "Too Many Requests", detail: `Try again in ${retryAfter} seconds.` },
  headers: { "Retry-After": String(retryAfter) },
})

/** Runs a call for whoever shows a key, in the Authorization header alone; cookies say nothing here. */
export const answering =
  (call: ApiCall): RequestHandler =>
  async (req, res, next) => {
    try {
      const admitted = await admit(req, res)
      if (!("ctx" in admitted)) return problem(res, admitted)
      const answer = await oneOfFew(admitted.ctx.apiKey.keyId, () => call(admitted.ctx))
      if (!answer) return problem(res, tooMany(1))
      res.set("Cache-Control", "no-store").json(answer)
    } catch (error) {
      if (!isDomainError(error)) return next(error)
      const status = { "not-found": 404, forbidden: 403, conflict: 409, invalid: 422, outside: 503 }[error.kind]
      problem(res, { status, title: error.name, detail: error.message })
    }
  }

/** How many calls of one key are answered at the same time, in each process. */
const MOST_AT_ONCE = 10

/** Does a call of a key unless ten of its calls are being done; null then. */
async function oneOfFew<Answer>(keyId: string, call: () => Promise<Answer>): Promise<Answer | null> {
  const underway = once("calls underway", () => new Map<string, number>())
  const others = underway.get(keyId) ?? 0
  if (others >= MOST_AT_ONCE) return null
  underway.set(keyId, others + 1)
  try {
    return await call()
  } finally {
    const left = underway.get(keyId)! - 1
    if (left > 0) underway.set(keyId, left)
    else underway.delete(keyId)
  }
}

async function admit(req: Request, res: Response): Promise<{ ctx: KeyContext } | Problem> {
  const asked = new URL(req.originalUrl, "http://here.invalid")
  if ([asked.pathname, ...asked.searchParams.keys(), ...asked.searchParams.values()].some(looksLikeKey)) {
    const detail =
      "Addresses are seen and kept by others: revoke this key, make another and send it in the Authorization header."
    return { status: 400, title: "Key in the address", detail }
  }
  const now = new Date()
  const ip = req.ip ?? null
  const given = /^Bearer ([\w-]{1,100})$/i.exec(req.headers.authorization ?? "")?.[1]
  if (!given) return unauthorized("Send an API key as “Authorization: Bearer signoff_live_…”.")
  const parts = partsOfKey(given)
  const holder = parts && (await resolveApiKey(parts, now))
  if (!holder || !isWithin(holder, holder.maker)) return wrongKey(ip)
  const { allowed, retryAfter } = await consume(webPool(), limits.apiKey, holder.keyId)
  if (!allowed) return tooMany(retryAfter)
  await touchKey(holder, ip, now)
  noteRequest({ organizationId: holder.organizationId, personId: holder.personId })
  return {
    ctx: contextOf(holder, { now, ip, requestId: res.locals.requestId, userAgent: req.get("user-agent") ?? null }),
  }
}

/** The same for unknown, revoked and expired keys, and for those whose maker left or may do less now. */
async function wrongKey(ip: string | null): Promise<Problem> {
  const { allowed, retryAfter } = await consume(webPool(), limits.unknownKeyAddress, addressKey(ip ?? ""))
  if (!allowed) return tooMany(retryAfter)
  return unauthorized("This API key is unknown, revoked, expired, or stopped with the place of its maker.")
}

type Facts = Pick<StaffContext, "now" | "ip" | "requestId" | "userAgent">

function contextOf(holder: KeyHolder, facts: Facts): KeyContext {
  const { keyId, name, isReadOnly, expiresAt, organizationName, lastUsedAt: _used, maker, ...access } = holder
  const hides = [...new Set([...access.hides, ...maker.hides])]
  const apiKey = { keyId, name, isReadOnly, expiresAt, organizationName }
  const context = { kind: "staff" as const, ...withoutSession, ...access, hides, name: `API key ${name}`, apiKey }
  return mint({ ...context, ...facts, mails: "send" }) as KeyContext
}
