import { isIPv6 } from "node:net"
import { data } from "@remix-run/node"
import { env } from "../env.server"
import { sha256 } from "./crypto.server"

/** How often something may happen to one key within a window. Those per address and per organization are lifted by RATE_LIMITS=off. */
export type Limit = {
  name: string
  per: "account" | "address" | "link" | "key" | "organization"
  count: number
  seconds: number
}

const minutes = (n: number) => n * 60
const hours = (n: number) => n * 3_600

/** Every limit there is. A counter is a row per key and window, so all processes share it. */
export const limits = {
  signIn: { name: "sign-in", per: "account", count: 10, seconds: minutes(15) },
  signInAddress: { name: "sign-in-address", per: "address", count: 50, seconds: minutes(15) },
  factor: { name: "factor", per: "account", count: 5, seconds: minutes(15) },
  reset: { name: "reset", per: "account", count: 3, seconds: hours(1) },
  resetAddress: { name: "reset-address", per: "address", count: 20, seconds: hours(1) },
  emailChange: { name: "email-change", per: "account", count: 5, seconds: hours(1) },
  setupAddress: { name: "setup-address", per: "address", count: 5, seconds: hours(1) },
  signOnAddress: { name: "sign-on-address", per: "address", count: 50, seconds: minutes(15) },
  checkProvider: { name: "check-provider", per: "account", count: 10, seconds: minutes(1) },
  mail: { name: "mail", per: "organization", count: 200, seconds: hours(24) },
  inviteMinute: { name: "invite-minute", per: "organization", count: 10, seconds: minutes(1) },
  invite: { name: "invite", per: "organization", count: 100, seconds: hours(24) },
  linkAddress: { name: "link-address", per: "address", count: 60, seconds: minutes(1) },
  unknownLinkAddress: { name: "unknown-link-address", per: "address", count: 20, seconds: minutes(10) },
  newLink: { name: "new-link", per: "link", count: 3, seconds: hours(1) },
  forward: { name: "forward", per: "link", count: 5, seconds: hours(1) },
  ask: { name: "ask", per: "link", count: 10, seconds: hours(1) },
  signDocument: { name: "sign-document", per: "link", count: 10, seconds: minutes(1) },
  join: { name: "join", per: "link", count: 10, seconds: minutes(1) },
  pay: { name: "pay", per: "link", count: 60, seconds: minutes(1) },
  leadFormAddress: { name: "lead-form-address", per: "address", count: 5, seconds: minutes(1) },
  leadForm: { name: "lead-form", per: "key", count: 60, seconds: hours(1) },
  upload: { name: "upload", per: "account", count: 20, seconds: minutes(1) },
  search: { name: "search", per: "account", count: 60, seconds: minutes(1) },
  export: { name: "export", per: "account", count: 5, seconds: hours(1) },
  apiKey: { name: "api-key", per: "key", count: 600, seconds: minutes(1) },
  unknownKeyAddress: { name: "unknown-key-address", per: "address", count: 20, seconds: minutes(10) },
  pdf: { name: "pdf", per: "account", count: 10, seconds: minutes(1) },
  pdfAddress: { name: "pdf-address", per: "address", count: 10, seconds: minutes(1) },
} as const satisfies Record<string, Limit>

/** Whether this use was within the limit, the how-manieth it was, and after how many seconds one may try again. */
export type Verdict = { allowed: boolean; used: number; retryAfter: number }

/** What runs the one statement: a pg Pool or client. */
export type Queryable = { query(text: string, values: unknown[]): Promise<{ rows: unknown[] }> }

/** What a limit's counter of a key is kept under. */
export const counter = ({ name }: Pick<Limit, "name">, key: string) => `${name}:${sha256(key).toString("base64url")}`
const lifted = ({ per }: Limit) => (per === "address" || per === "organization") && env.RATE_LIMITS === "off"

const COUNT = `
  insert into limits (key, window_start, count)
  values ($1, date_bin(make_interval(secs => $2), now(), timestamptz 'epoch'), 1)
  on conflict (key, window_start) do update set count = least(limits.count + 1, 1000000)
  returning count, ceil(extract(epoch from window_start + make_interval(secs => $2) - now()))::int as left`

/** Counts one use in one atomic statement, so that simultaneous ones cannot pass together. The key is kept as a digest. */
export async function consume(db: Queryable, limit: Limit, key: string): Promise<Verdict> {
  if (lifted(limit)) return { allowed: true, used: 0, retryAfter: 0 }
  const { rows } = await db.query(COUNT, [counter(limit, key), limit.seconds])
  return verdictOf(limit, rows[0])
}

const COUNT_ONCE = `
  with again as (
    insert into limits (key, window_start, count)
    values ($3, date_bin(make_interval(secs => $2), now(), timestamptz 'epoch'), 1)
    on conflict (key, window_start) do update set count = least(limits.count + 1, 1000000)
    returning count)
  insert into limits (key, window_start, count)
  select $1, date_bin(make_interval(secs => $2), now(), timestamptz 'epoch'), 1 from again
  on conflict (key, window_start) do update
    set count = least(limits.count + (select case when count = 1 then 1 else 0 end from again), 1000000)
  returning count, ceil(extract(epoch from window_start + make_interval(secs => $2) - now()))::int as left`

/**
 * Counts one use like `consume`, but what is posted again to the letter (a button pressed twice, a browser that tries again)
 * counts once in a window. `posted` is the whole of what was posted; it is kept as a digest.
 */
async function consumeOnce(db: Queryable, limit: Limit, key: string, posted: string): Promise<Verdict> {
  if (lifted(limit)) return { allowed: true, used: 0, retryAfter: 0 }
  const again = counter(limit, `${key} ${posted}`)
  const { rows } = await db.query(COUNT_ONCE, [counter(limit, key), limit.seconds, again])
  return verdictOf(limit, rows[0])
}

function verdictOf(limit: Limit, row: unknown): Verdict {
  const { count, left } = row as { count: number; left: number }
  return { allowed: count <= limit.count, used: count, retryAfter: Math.max(1, left) }
}

const GIVE_BACK = `
  update limits set count = greatest(count - 1, 0)
  where key = $1 and window_start = date_bin(make_interval(secs => $2), now(), timestamptz 'epoch')`

/** Takes one counted use back: what only failures shall count was none. */
export async function giveBack(db: Queryable, limit: Limit, key: string): Promise<void> {
  if (!lifted(limit)) await db.query(GIVE_BACK, [counter(limit, key), limit.seconds])
}

/** Forgets what was counted for a key: after a right password, the wrong ones before it. */
export async function forgive(db: Queryable, limit: Limit, key: string): Promise<void> {
  await db.query("delete from limits where key = $1", [counter(limit, key)])
}

/**
 * Counts one use and throws the 429 page, with Retry-After in seconds, when it was one too many. With `posted`, the same post
 * sent again counts once.
 */
export async function hold(db: Queryable, limit: Limit, key: string, posted?: string): Promise<void> {
  const counted = posted === undefined ? consume(db, limit, key) : consumeOnce(db, limit, key, posted)
  const { allowed, retryAfter } = await counted
  if (!allowed) throw tooMany(retryAfter)
}

/** So many seconds of waiting, in words that get coarser with them. */
export function waitWords(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? "1 second" : `${seconds} seconds`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`
}

/** The answer to one use too many; the root's error page shows its sentence. */
export function tooMany(retryAfter: number) {
  const message = `That was tried too often. Try again in ${waitWords(retryAfter)}.`
  return data({ kind: "too-many", message }, { status: 429, headers: { "Retry-After": String(retryAfter) } })
}

/** The address as limits count it: an IPv4 address whole, an IPv6 one by its /64, which is one household's. */
export function addressKey(ip: string): string {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "")
  if (!isIPv6(plain)) return plain
  const [head = "", tail] = plain.toLowerCase().split("::")
  const front = head ? head.split(":") : []
  const back = tail ? tail.split(":") : []
  const filled =
    tail === undefined
      ? front
      : [...front, ...Array<string>(Math.max(0, 8 - front.length - back.length)).fill("0"), ...back]
  return `${filled
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`
}
