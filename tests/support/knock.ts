import { randomBytes } from "node:crypto"
import type { ActionFunctionArgs } from "@remix-run/node"
import type { StaffContext } from "~/platform/data/contexts.server"
import { webPool } from "~/platform/data/database.server"
import { staff } from "~/platform/http/context.server"
import { newId } from "~/platform/language/ids"
import { sha256 } from "~/platform/security/crypto.server"
import { sessionCookie } from "~/platform/security/sessions.server"
import { secretFor } from "./factors"

/** A request at a page's door; `form` makes it a post. */
export type Knock = {
  path: string
  params?: Record<string, string>
  form?: Record<string, string>
  cookie?: string
  headers?: Record<string, string>
}

/** What a loader or an action is given for a request, as the server would. */
export function knock({ path, params = {}, form, cookie, headers = {} }: Knock): ActionFunctionArgs {
  const sent = { ...headers, ...(cookie ? { Cookie: cookie } : {}) }
  const posted = form ? { method: "POST", body: new URLSearchParams(form) } : {}
  const request = new Request(`http://localhost${path}`, { headers: sent, ...posted })
  const facts = { nonce: "nonce", requestId: "request", ip: "192.0.2.1", userAgent: "test" }
  return { request, params, context: { ...facts, origin: "http://localhost", local: true } }
}

/** The cookie of somebody who signed in with the password of all tests. */
export async function cookieFor(email: string): Promise<string> {
  return cookieOf(await sessionCookie(await secretFor(email)))
}

/** Signs somebody in without asking for a password. */
export async function sessionOf(world: { organizationId: string }, personId: string): Promise<string> {
  const secret = randomBytes(32).toString("base64url")
  const values = [sha256(secret), newId(), personId, world.organizationId]
  const text =
    "insert into sessions (token_hash, id, person_id, organization_id, idle_seconds, expires_at) values ($1, $2, $3, $4, 36000, now() + interval '1 day')"
  await webPool().query(text, values)
  return cookieOf(await sessionCookie(secret))
}

/** A member as the door lets them in with a session of their own: with what they may do at this moment. */
export async function memberAsTheyCome(world: { organizationId: string }, personId: string): Promise<StaffContext> {
  return staff(knock({ path: "/", cookie: await sessionOf(world, personId) }))
}

/** What a browser sends back of a Set-Cookie value. */
export const cookieOf = (header: string) => header.split(";")[0] ?? ""

/** The session's secret in such a cookie. */
export const secretIn = (cookie: string) =>
  JSON.parse(atob(decodeURIComponent(cookie.slice(cookie.indexOf("=") + 1)))) as string

/** How a door answered, with its headers. */
export type Answer = { status: number; body: unknown; headers: Headers }

/** Asks a loader or an action and takes what it throws for its answer, as the router does; a bug stays thrown. */
export async function answerOf(ask: () => unknown): Promise<Answer> {
  try {
    return await read(await ask())
  } catch (thrown) {
    if (thrown instanceof Error) throw thrown
    return read(thrown)
  }
}

async function read(given: unknown): Promise<Answer> {
  if (given instanceof Response) return { status: given.status, body: await given.text(), headers: given.headers }
  const made = given as { type?: string; data?: unknown; init?: ResponseInit | null } | null
  if (made?.type !== "DataWithResponseInit") return { status: 200, body: given, headers: new Headers() }
  return { status: made.init?.status ?? 200, body: made.data, headers: new Headers(made.init?.headers) }
}
