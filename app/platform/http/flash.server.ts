import { randomBytes } from "node:crypto"
import { env } from "../env.server"
import { sign, verify } from "../security/crypto.server"

/** What a page says after an act, and how to take the act back. */
export type Notice = {
  tone: "ok" | "info" | "warn" | "danger"
  text: string
  undo?: { action: string; fields: Record<string, string> }
}

/** A notice as it is shown; the id tells two equal ones apart. */
export type ShownNotice = Notice & { id: string }

const PURPOSE = "notice"
const LIFE_SECONDS = 300
const LONGEST_TEXT = 600
const LONGEST_COOKIE = 3_800

const cookieName = () => (env.https ? "__Host-notice" : "notice")
const attributes = (seconds: number) =>
  `; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${env.https ? "; Secure" : ""}`

/** One cookie's value from a Cookie header; exported for the other cookies of the house. */
export function cookieOf(request: Request, name: string): string | undefined {
  const found = request.headers
    .get("Cookie")
    ?.split(";")
    .find((pair) => pair.trim().startsWith(`${name}=`))
  return found?.slice(found.indexOf("=") + 1).trim()
}

/** The Set-Cookie value that shows a notice on the next page: signed, five minutes, without its undo when that would not fit. */
export function noticeCookie(notice: Notice): string {
  const shown: ShownNotice & { until: number } = {
    ...notice,
    text: notice.text.slice(0, LONGEST_TEXT),
    id: randomBytes(6).toString("base64url"),
    until: Date.now() + LIFE_SECONDS * 1_000,
  }
  const write = (value: object) => {
    const body = Buffer.from(JSON.stringify(value)).toString("base64url")
    return `${cookieName()}=${body}.${sign(PURPOSE, body)}${attributes(LIFE_SECONDS)}`
  }
  const whole = write(shown)
  return whole.length <= LONGEST_COOKIE ? whole : write({ ...shown, undo: undefined })
}

/** The notice that waits for this request and the Set-Cookie value that forgets it; an altered or old one is none. */
export function takeNotice(request: Request): { notice: ShownNotice | null; header: string | null } {
  const value = cookieOf(request, cookieName())
  if (!value) return { notice: null, header: null }
  const header = `${cookieName()}=${attributes(0)}`
  const [body = "", signature = ""] = value.split(".")
  if (!verify(PURPOSE, body, signature)) return { notice: null, header }
  const { until, ...notice } = JSON.parse(Buffer.from(body, "base64url").toString("utf8")) as ShownNotice & {
    until: number
  }
  return { notice: until > Date.now() ? notice : null, header }
}
