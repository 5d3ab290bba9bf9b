import { redirectDocument } from "@remix-run/node"
import { type Notice, noticeCookie } from "~/platform/http/flash.server"
import { safePath } from "~/platform/http/safe-path"
import { href, withQuery } from "~/platform/language/paths"
import { endedSessionCookie, sessionCookie } from "~/platform/security/sessions.server"
import { ceremonyCookie, endedCeremonyCookie } from "./ceremony-cookies.server"
import { factorMinutes } from "./enter.server"

/** On to where the person wanted to be, signed in, with no ceremony left in the browser. */
export async function signedIn(secret: string, returnTo: string | null | undefined): Promise<Response> {
  const headers = new Headers()
  headers.append("Set-Cookie", await sessionCookie(secret))
  headers.append("Set-Cookie", endedCeremonyCookie("second-factor"))
  headers.append("Set-Cookie", endedCeremonyCookie("passkey"))
  return redirectDocument(safePath(returnTo), { status: 303, headers })
}

/** On to where the second factor is shown; `returnTo` is where the person wanted to be. */
export function askForFactor(pending: string, returnTo: string | null | undefined): Response {
  const to = safePath(returnTo)
  return redirectDocument(withQuery(href("/login/factor"), { returnTo: to === "/" ? null : to }), {
    status: 303,
    headers: { "Set-Cookie": ceremonyCookie("second-factor", pending, factorMinutes) },
  })
}

/** Back to where signing in begins, with a word about why. */
export function signInAgain(text: string): Response {
  const headers = new Headers()
  headers.append("Set-Cookie", endedCeremonyCookie("second-factor"))
  headers.append("Set-Cookie", noticeCookie({ tone: "danger", text }))
  return redirectDocument(href("/login"), { status: 303, headers })
}

/** The Set-Cookie values of a session that began anew; without one the browser's is forgotten. */
export async function renewedCookies(secret: string | null, notice?: Notice): Promise<Headers> {
  const headers = new Headers()
  headers.append("Set-Cookie", secret === null ? await endedSessionCookie() : await sessionCookie(secret))
  headers.append("Set-Cookie", endedCeremonyCookie("passkey"))
  if (notice) headers.append("Set-Cookie", noticeCookie(notice))
  return headers
}
