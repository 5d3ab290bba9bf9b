import type { Env } from "../env.server"
import type { Refusal } from "./host-page.server"
import { unknownHost } from "./host-page.server"

/** A request as the gates see it: nothing of its body has been read. */
export type Arrival = { method: string; url: string; headers: Record<string, string | string[] | undefined> }

/** What the gates depend on. */
export type GateSettings = Pick<Env, "APP_URL" | "origins">

const KIB = 1_024
const METHODS = new Set(["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"])
const SAFE = new Set(["GET", "HEAD", "OPTIONS"])
const LONGEST_URL = 8 * KIB
/** Remix's former way to one loader or action, which none of our pages takes. */
const OLD_DATA = "_data"
const FORMS = ["application/x-www-form-urlencoded", "multipart/form-data"]
const JSON_TYPE = "application/json"

/**
 * Who may send what where; the first line whose path fits holds. `from: "anyone"` needs no origin of ours and therefore never
 * carries a cookie into the program when it changes anything; `cookies: false` drops them from reads as well.
 */
export const surfaces: {
  under: string
  from: "anyone" | "ourselves"
  cookies: boolean
  maxBytes: number
  types: string[]
}[] = [
  { under: "/webhooks/sendgrid", from: "anyone", cookies: false, maxBytes: KIB * KIB, types: [JSON_TYPE] },
  { under: "/webhooks/", from: "anyone", cookies: false, maxBytes: 256 * KIB, types: [JSON_TYPE] },
  { under: "/api/", from: "anyone", cookies: false, maxBytes: KIB * KIB, types: [JSON_TYPE] },
  { under: "/f/", from: "anyone", cookies: true, maxBytes: 64 * KIB, types: FORMS },
  { under: "/payments/", from: "ourselves", cookies: true, maxBytes: 11 * KIB * KIB, types: FORMS },
  { under: "/", from: "ourselves", cookies: true, maxBytes: KIB * KIB, types: [...FORMS, JSON_TYPE] },
]

/** Addresses that answer under any name: what watches the program does not know its name. */
export const openToAnyHost = new Set(["/health", "/ready", "/metrics"])

export const pathOf = (url: string): string => url.split("?", 1)[0]!
export const surfaceOf = (url: string) => surfaces.find(({ under }) => pathOf(url).startsWith(under))!
export const isUnsafe = (method: string): boolean => !SAFE.has(method)

const header = ({ headers }: Arrival, name: string): string | undefined => {
  const value = headers[name]
  return Array.isArray(value) ? value.join(", ") : value
}

const bad = (text: string): Refusal => ({ status: 400, title: "That address cannot be read", text })

function methodGate({ method }: Arrival): Refusal | undefined {
  if (METHODS.has(method)) return undefined
  return {
    status: 405,
    title: "Not possible",
    text: "This method is not served.",
    headers: { Allow: [...METHODS].join(", ") },
  }
}

/** The path must be in its normal form, since gates and router must not read two different paths from one address. */
function addressGate({ url }: Arrival): Refusal | undefined {
  if (url.length > LONGEST_URL) return { status: 414, title: "Too long", text: "This address is too long." }
  const path = pathOf(url)
  if (!path.startsWith("/") || path.startsWith("//")) return bad("An address begins with one slash.")
  if (/%00/.test(url)) return bad("An address cannot contain %00.")
  if (/%(?:[01][\da-f]|7f)/i.test(path)) return bad("A path cannot contain control characters.")
  const whole = `http://here.invalid${url}`
  const read = URL.canParse(whole) ? new URL(whole) : null
  if (read?.pathname !== path) return bad("This address is not in its normal form.")
  if (read.search && read.searchParams.has(OLD_DATA))
    return bad("An address cannot ask for the data of one part of a page.")
  try {
    if (decodeURIComponent(path).includes("\\")) return bad("An address cannot contain a backslash.")
  } catch {
    return bad("This address is not in UTF-8.")
  }
  return undefined
}

/** The origin under which the request was addressed, when that is one we serve. */
export function servedOrigin(arrival: Arrival, { origins }: GateSettings): string | undefined {
  const host = header(arrival, "host") ?? ""
  if (!/^[\w.:[\]-]+$/.test(host)) return undefined
  const plainly = origins.find((origin) => origin.endsWith(`//${host}`))
  if (plainly) return plainly
  return origins.find((origin) => {
    const asked = `${new URL(origin).protocol}//${host}`
    return URL.canParse(asked) && new URL(asked).origin === origin
  })
}

function hostGate(arrival: Arrival, settings: GateSettings): Refusal | undefined {
  if (openToAnyHost.has(pathOf(arrival.url)) || servedOrigin(arrival, settings)) return undefined
  return unknownHost(settings.APP_URL)
}

function sizeGate(arrival: Arrival): Refusal | undefined {
  if (!isUnsafe(arrival.method)) return undefined
  const length = header(arrival, "content-length")
  if (header(arrival, "transfer-encoding") !== undefined || length === undefined || !/^\d+$/.test(length)) {
    return { status: 411, title: "Length missing", text: "A request with a body must say its length." }
  }
  if (Number(length) <= surfaceOf(arrival.url).maxBytes) return undefined
  return { status: 413, title: "Too large", text: "This is more than can be taken at once." }
}

/** A change comes from our own pages: by what the browser says of the sender's site, and by its origin. */
function originGate(arrival: Arrival, settings: GateSettings): Refusal | undefined {
  if (!isUnsafe(arrival.method) || surfaceOf(arrival.url).from === "anyone") return undefined
  const site = header(arrival, "sec-fetch-site")
  const origin = header(arrival, "origin")
  const sameSite = site === undefined ? origin !== undefined : site === "same-origin" || site === "none"
  if (sameSite && (origin === undefined || origin === servedOrigin(arrival, settings))) return undefined
  return {
    status: 403,
    title: "Nothing was saved",
    text: "This form was not sent from a page of this site. Open the page again and send it from there.",
  }
}

function typeGate(arrival: Arrival): Refusal | undefined {
  if (!isUnsafe(arrival.method) || header(arrival, "content-length") === "0") return undefined
  const [type = ""] = (header(arrival, "content-type") ?? "").toLowerCase().split(/[;\s]/, 1)
  if (surfaceOf(arrival.url).types.includes(type)) return undefined
  return { status: 415, title: "Not readable", text: "This kind of content is not taken here." }
}

const gates = [methodGate, addressGate, hostGate, sizeGate, originGate, typeGate]

/** Why a request is not let in, or undefined when it is. */
export function refusalOf(arrival: Arrival, settings: GateSettings): Refusal | undefined {
  for (const gate of gates) {
    const refusal = gate(arrival, settings)
    if (refusal) return refusal
  }
  return undefined
}
