import { createCookie } from "@remix-run/node"
import { env } from "~/platform/env.server"
import { ceremonyMinutes } from "./sign-on"

const cookie = () =>
  createCookie(env.https ? "__Host-signoff-sso" : "signoff-sso", {
    ...{ httpOnly: true, sameSite: "lax" as const, path: "/", secure: env.https },
    maxAge: ceremonyMinutes * 60,
  })

/** The browser's half of a way to an identity provider and back, if it is on one. */
export async function readSignOn(request: Request): Promise<string | null> {
  const value: unknown = await cookie().parse(request.headers.get("Cookie"))
  return typeof value === "string" && /^[\w-]{43}$/.test(value) ? value : null
}

/** The Set-Cookie value that sends a browser on its way; it comes back from the provider's page with a plain navigation. */
export const signOnCookie = (token: string) => cookie().serialize(token)

/** The Set-Cookie value that ends the way. */
export const endedSignOnCookie = () => cookie().serialize("", { maxAge: 0 })
