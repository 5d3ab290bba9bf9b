import { redirectDocument } from "@remix-run/node"
import { noticeCookie } from "~/platform/http/flash.server"
import { href } from "~/platform/language/paths"
import { endedSessionCookie } from "~/platform/security/sessions.server"

/** To the sign-in page, with the browser's session forgotten and a word about it. */
export async function signedOut(text: string): Promise<Response> {
  const headers = new Headers()
  headers.append("Set-Cookie", await endedSessionCookie())
  headers.append("Set-Cookie", noticeCookie({ tone: "ok", text }))
  return redirectDocument(href("/login"), { status: 303, headers })
}
