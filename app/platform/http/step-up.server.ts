import { type ActionFunctionArgs, type LoaderFunctionArgs, redirectDocument, type ServerBuild } from "@remix-run/node"
import { env } from "~/platform/env.server"
import { isStepUpRequired } from "~/platform/language/errors"
import { href, withQuery } from "~/platform/language/paths"
import { open, seal, sha256 } from "~/platform/security/crypto.server"
import { readSessionSecret } from "~/platform/security/sessions.server"
import { cookieOf } from "./flash.server"
import { formRead } from "./safe-form-data.server"
import { safePath } from "./safe-path"

type Args = LoaderFunctionArgs | ActionFunctionArgs

/** A form that waits until its sender has proved who they are: where it goes and what was typed, without passwords and files. */
export type KeptForm = { to: string; fields: [name: string, value: string][] }

const LIFE_SECONDS = 600
const LONGEST_COOKIE = 3_800
const isSecret = (name: string) => /password|passphrase|secret|code/i.test(name)

const cookieName = () => (env.https ? "__Host-kept" : "kept")
const attributes = (seconds: number) =>
  `; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${env.https ? "; Secure" : ""}`

const place = (secret: string) => `cookie|kept|${sha256(secret).toString("base64url")}`

/** The build with every loader and action that asks for a fresh proof leading to where it is given (303), and back. */
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
      if (!isStepUpRequired(error)) throw error
      throw await toStepUp(args.request, isPage)
    }
  }
}

/** The way to the page that asks for a proof. What was typed goes along where it fits into a cookie, sealed to the session. */
async function toStepUp(request: Request, isPage: boolean): Promise<Response> {
  const url = new URL(request.url)
  const here = safePath(url.pathname.replace(/\.data$/, "") + url.search)
  const returnTo = isPage || request.method === "GET" ? here : cameFrom(request, url)
  const kept = request.method === "GET" ? null : await keptCookie(request, here)
  const to = withQuery(href("/step-up"), { returnTo: returnTo === "/" ? null : returnTo })
  return redirectDocument(to, { status: 303, headers: kept ? { "Set-Cookie": kept } : {} })
}

/** The page on which a button was pressed: the browser names it, and names of other sites lead to the start. */
function cameFrom(request: Request, here: URL): string {
  const referrer = request.headers.get("Referer") ?? ""
  if (!URL.canParse(referrer)) return "/"
  const { host, pathname, search } = new URL(referrer)
  return host === here.host ? safePath(pathname + search) : "/"
}

async function keptCookie(request: Request, to: string): Promise<string | null> {
  const form = formRead(request)
  const secret = await readSessionSecret(request)
  if (!secret) return null
  const fields: KeptForm["fields"] = []
  for (const [name, value] of form ?? []) {
    if (typeof value !== "string") return null
    if (!isSecret(name)) fields.push([name, value])
  }
  const sealed = seal("step-up", null, JSON.stringify({ to, fields } satisfies KeptForm), place(secret))
  const cookie = `${cookieName()}=${sealed}${attributes(LIFE_SECONDS)}`
  return cookie.length <= LONGEST_COOKIE ? cookie : null
}

/** The form that waits in this browser for a proof; null when there is none, or one of another session. */
export async function keptForm(request: Request): Promise<KeptForm | null> {
  const [secret, sealed] = [await readSessionSecret(request), cookieOf(request, cookieName())]
  if (!secret || !sealed) return null
  try {
    return JSON.parse(open("step-up", null, sealed, place(secret))) as KeptForm
  } catch {
    return null
  }
}

/** The Set-Cookie value that forgets the waiting form. */
export const forgottenForm = () => `${cookieName()}=${attributes(0)}`
