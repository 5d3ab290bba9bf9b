import { createCookie } from "@remix-run/node"
import type { Role } from "~/organizations/role"
import { webPool } from "~/platform/data/database.server"
import { env } from "~/platform/env.server"
import { sha256 } from "./crypto.server"

const hours = 3600

/** How long a session may rest and how long it may last at all, in seconds: shorter for those who may touch money and people. */
export const sessionLife = (role: Role) =>
  role === "owner" || role === "finance"
    ? { idle: 8 * hours, absolute: 24 * hours }
    : { idle: 24 * hours, absolute: 7 * 24 * hours }

const cookie = () =>
  createCookie(env.https ? "__Host-signoff" : "signoff", {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure: env.https,
  })

/** The secret of the browser's session, if it carries one. */
export async function readSessionSecret(request: Request): Promise<string | null> {
  const value: unknown = await cookie().parse(request.headers.get("Cookie"))
  return typeof value === "string" && /^[\w-]{43}$/.test(value) ? value : null
}

/** The Set-Cookie value that signs a browser in. */
export const sessionCookie = (secret: string) => cookie().serialize(secret)

/** The Set-Cookie value that forgets the session. */
export const endedSessionCookie = () => cookie().serialize("", { maxAge: 0 })

const restless = 60_000

/** Notes that a session was used, at most once a minute. */
export async function touchSession(secret: string, lastSeenAt: Date, now: Date) {
  if (now.getTime() - lastSeenAt.getTime() < restless) return
  await webPool().query("update sessions set last_seen_at = $2 where token_hash = $1", [sha256(secret), now])
}
