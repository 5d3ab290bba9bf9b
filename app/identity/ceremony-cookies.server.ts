import { env } from "~/platform/env.server"
import { cookieOf } from "~/platform/http/flash.server"
import { challengeMinutes } from "./request-challenge.server"

/** What a browser holds between two requests: a sign-in that waits for its second factor, or a passkey's challenge. */
type Held = "second-factor" | "passkey"

const nameOf = (held: Held) => (env.https ? `__Host-${held}` : held)
const written = (held: Held, value: string, minutes: number) =>
  `${nameOf(held)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${minutes * 60}${env.https ? "; Secure" : ""}`

/** The Set-Cookie value that keeps a ceremony's secret in the browser. */
export const ceremonyCookie = (held: Held, secret: string, minutes: number) => written(held, secret, minutes)

/** The Set-Cookie value that forgets it. */
export const endedCeremonyCookie = (held: Held) => written(held, "", 0)

/** The secret of the ceremony that this browser is in, if it is in one. */
export function ceremonyOf(request: Request, held: Held): string | null {
  const value = cookieOf(request, nameOf(held))
  return value && /^[\w-]{43}$/.test(value) ? value : null
}

/**
 * What a device is told to make or show a passkey, as data for the page's module, and the ceremony's secret for the browser. A
 * Response of its own, since Remix leaves the headers of anything else behind where a route has no page.
 */
export const challengeAnswer = ({ secret, options }: { secret: string; options: object }): Response =>
  Response.json(options, { headers: { "Set-Cookie": ceremonyCookie("passkey", secret, challengeMinutes) } })
