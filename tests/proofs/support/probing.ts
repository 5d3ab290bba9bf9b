import { newId } from "~/platform/language/ids"
import { token } from "~/platform/security/crypto.server"
import type { Answered } from "./asking"

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** Puts names that exist nowhere in the place of names that do, always the same one for the same. */
export type Elsewhere = {
  /** The text with every known id and token replaced by one that exists nowhere. */
  of(text: string): string
  /** The text with both kinds made alike, for comparing. */
  alike(text: string): string
}

/** Knows the ids and the tokens of one organization, and for each a twin that nobody has. */
export function elsewhere(ids: ReadonlySet<string>, tokens: readonly string[]): Elsewhere {
  const twins = new Map<string, string>([...ids].map((id) => [id, newId()]))
  const secrets = new Map<string, string>(tokens.map((secret) => [secret, token()]))
  const places = new Map(
    [...twins, ...secrets].flatMap(([one, twin], at) => [one, twin].map((name) => [name, `#${at}`])),
  )
  const each = (text: string, other: (name: string) => string) => {
    const withoutIds = text.replace(uuid, other)
    return [...secrets].flat().reduce((all, secret) => all.replaceAll(secret, other(secret)), withoutIds)
  }
  return {
    of: (text) => each(text, (name) => twins.get(name) ?? secrets.get(name) ?? name),
    alike: (text) => each(text, (name) => places.get(name) ?? name),
  }
}

const ofTheMoment = new Set(["date", "x-request-id", "connection", "keep-alive", "content-length"])

/** A notice as it is shown, without what differs from one to the next. */
function withoutMoment(cookie: string): string {
  const [body = ""] = cookie.replace(/^notice=/, "").split(".")
  if (!cookie.startsWith("notice=") || body === "") return cookie
  const {
    id: _,
    until: __,
    ...shown
  } = JSON.parse(Buffer.from(body, "base64url").toString()) as Record<string, unknown>
  return JSON.stringify(shown)
}

/** Everything an answer says, without what is new in each: instants, nonces, the ids of requests and of forms. */
export function saidBy({ status, headers, body }: Answered): string {
  const nonce = /'nonce-([^']+)'/.exec(String(headers["content-security-policy"] ?? ""))?.[1] ?? "no nonce"
  const requestId = String(headers["x-request-id"] ?? "no id")
  const kept = Object.entries(headers)
    .filter(([name]) => !ofTheMoment.has(name))
    .map(([name, value]) => `${name}: ${[value].flat().map((each) => withoutMoment(String(each)))}`)
  const text = [status, ...kept.sort(), body].join("\n")
  return text
    .replaceAll(nonce, "NONCE")
    .replaceAll(requestId, "REQUEST")
    .replace(/\bpasskey=[\w-]{43}/g, "passkey=SECRET")
    .replace(/(challenge\W{1,12})[\w-]{43}/g, "$1CHALLENGE")
    .replace(/(submission\W{1,12}(?:value=")?)[\w-]{22}/g, "$1FORM")
}
