import type { ActionFunctionArgs } from "@remix-run/node"
import { signIn } from "~/identity/sign-in.server"
import { isDomainError } from "~/platform/language/errors"
import { sessionCookie } from "~/platform/security/sessions.server"
import { password, visitor } from "./world"

/** What is known of a request at a page's door; `form` makes it a post. */
type Knock = {
  path: string
  params?: Record<string, string>
  form?: Record<string, string>
  cookie?: string
  headers?: Record<string, string>
}

/** What a loader or an action is given for a request, as the server would. */
export function knock({ path, params = {}, form, cookie, headers = {} }: Knock): ActionFunctionArgs {
  const sent = { ...headers, ...(cookie ? { Cookie: cookie } : {}) }
  const request = new Request(`http://localhost${path}`, {
    headers: sent,
    ...(form ? { method: "POST", body: new URLSearchParams(form) } : {}),
  })
  const context = {
    nonce: "n",
    requestId: "r",
    ip: "192.0.2.1",
    userAgent: "test",
    origin: "http://localhost",
    local: true,
  }
  return { request, params, context }
}

/** The cookie of somebody who signed in with a password, the one of all tests unless another is given. */
export async function cookieFor(email: string, secret = password): Promise<string> {
  const outcome = await signIn(visitor(), { email, password: secret, previous: null })
  if (!outcome.signedIn) throw new Error(`${email} cannot sign in`)
  return cookieOf(await sessionCookie(outcome.secret))
}

/** What a browser sends back of a Set-Cookie value. */
export const cookieOf = (header: string) => header.split(";")[0] ?? ""

/** How a door answered: a response, what it returned with its status, or what it threw of both. */
export type Answer = { status: number; body: unknown; headers: Headers }

/** Asks a loader or an action and takes what it throws for its answer, as the router does; a bug stays thrown. */
export async function answerOf(ask: () => unknown): Promise<Answer> {
  try {
    return await read(await ask())
  } catch (thrown) {
    if (thrown instanceof Error || isDomainError(thrown)) throw thrown
    return read(thrown)
  }
}

type WithInit = { data: unknown; init: ResponseInit | null }

async function read(given: unknown): Promise<Answer> {
  if (given instanceof Response) return { status: given.status, body: await given.text(), headers: given.headers }
  if (typeof given === "object" && given !== null && "init" in given && "data" in given) {
    const { data, init } = given as WithInit
    return { status: init?.status ?? 200, body: data, headers: new Headers(init?.headers) }
  }
  return { status: 200, body: given, headers: new Headers() }
}
