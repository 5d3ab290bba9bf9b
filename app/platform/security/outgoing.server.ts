import { lookup } from "node:dns"
import { request as plainRequest } from "node:http"
import { type RequestOptions, request as secureRequest } from "node:https"
import { BlockList, isIP, isIPv6, type LookupFunction } from "node:net"
import { type Env, env } from "../env.server"

/** What went wrong on the way to an address that somebody typed in. */
export type OutgoingTrouble =
  | "address"
  | "insecure"
  | "port"
  | "unknown-host"
  | "private"
  | "slow"
  | "too-long"
  | "certificate"
  | "unreachable"

/** A request that was not made, or not answered within the bounds; `trouble` says why. */
export class OutgoingProblem extends Error {
  override readonly name = "OutgoingProblem"
  constructor(
    readonly trouble: OutgoingTrouble,
    cause?: unknown,
  ) {
    super(`outgoing request: ${trouble}`, { cause })
  }
}

/**
 * Which addresses may be asked. Privately used ones only if the installation's operator says so; plain http only of this very
 * machine, where the program is developed, tested or shown with its sandbox.
 */
export type OutgoingPolicy = { allowsPrivate: boolean; allowsLoopback: boolean }

/** The policy of this installation. */
export const outgoingPolicy = (
  settings: Pick<Env, "development" | "sandboxOn" | "OIDC_ALLOW_PRIVATE"> = env,
): OutgoingPolicy => ({
  allowsPrivate: settings.OIDC_ALLOW_PRIVATE,
  allowsLoopback: settings.development || settings.sandboxOn,
})

/** The whole of a request, in milliseconds, and the most of an answer that is read, in bytes (of 1024). */
export const outgoingBounds = { milliseconds: 7_000, bytes: 100 * 1024 }

const special = new BlockList()
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  special.addSubnet(net, bits, "ipv4")
for (const [net, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  special.addSubnet(net, bits, "ipv6")

const global6 = new BlockList()
global6.addSubnet("2000::", 3, "ipv6")

const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i

/** Whether an IP address is one of the public internet (IANA's special-purpose registries; RFC 6890). */
export function isPublicAddress(ip: string): boolean {
  const four = mapped.exec(ip)?.[1]
  if (four) return isPublicAddress(four)
  if (isIPv6(ip)) return global6.check(ip, "ipv6") && !special.check(ip, "ipv6")
  return isIP(ip) === 4 && !special.check(ip, "ipv4")
}

const loopback = new BlockList()
loopback.addSubnet("127.0.0.0", 8, "ipv4")
loopback.addAddress("::1", "ipv6")
const isLoopbackAddress = (ip: string) => loopback.check(ip, isIPv6(ip) ? "ipv6" : "ipv4")

const bare = (hostname: string) => hostname.replace(/^\[|\]$/g, "")

/** Whether an address names this very machine. */
export const isLoopbackUrl = ({ hostname }: URL): boolean =>
  hostname === "localhost" || (isIP(bare(hostname)) !== 0 && isLoopbackAddress(bare(hostname)))

/** Why an address may not be asked at all, before its name is looked up; null when it may. */
export function urlTrouble(url: URL, policy: OutgoingPolicy): OutgoingTrouble | null {
  if (url.username || url.password || !["http:", "https:"].includes(url.protocol)) return "address"
  if (policy.allowsLoopback && isLoopbackUrl(url)) return null
  if (url.protocol === "http:") return "insecure"
  if (url.port !== "" && !policy.allowsPrivate) return "port"
  const host = bare(url.hostname)
  return isIP(host) !== 0 && !policy.allowsPrivate && !isPublicAddress(host) ? "private" : null
}

/** Looks a name up and hands on its addresses only if each of them may be asked: what is checked is what is connected to. */
function checkedLookup(url: URL, policy: OutgoingPolicy): LookupFunction {
  const may = (ip: string) =>
    policy.allowsLoopback && isLoopbackUrl(url) ? isLoopbackAddress(ip) : policy.allowsPrivate || isPublicAddress(ip)
  return (hostname, { all, family }, done) =>
    lookup(hostname, { all: true, family }, (error, addresses) => {
      if (error) return done(new OutgoingProblem("unknown-host", error), "", 0)
      if (!addresses.every(({ address }) => may(address))) return done(new OutgoingProblem("private"), "", 0)
      const [first] = addresses
      if (!first) return done(new OutgoingProblem("unknown-host"), "", 0)
      if (all) done(null, addresses)
      else done(null, first.address, first.family)
    })
}

/** What is sent, as `fetch` takes it; a body is a text or fields of a form. */
export type OutgoingRequest = {
  method?: string
  headers?: Record<string, string>
  body?: unknown
  signal?: AbortSignal | null
}

/**
 * Asks an address that somebody typed in, as `fetch` does, within SECURITY's bounds for outgoing requests: https on its own port,
 * every address of the name public and the checked one connected to, no redirect followed, 7 s for the whole, 100 kB.
 * Throws OutgoingProblem alone.
 */
export async function askOutside(
  address: string,
  { method = "GET", headers = {}, body, signal }: OutgoingRequest,
  policy: OutgoingPolicy = outgoingPolicy(),
): Promise<Response> {
  const url = new URL(address)
  const trouble = urlTrouble(url, policy)
  if (trouble) throw new OutgoingProblem(trouble)
  const text = body === undefined || body === null ? null : String(body)
  const form = body instanceof URLSearchParams ? { "content-type": "application/x-www-form-urlencoded" } : {}
  const length = text === null ? {} : { "content-length": String(Buffer.byteLength(text)) }
  const time = AbortSignal.timeout(outgoingBounds.milliseconds)
  return send(url, text, {
    method,
    headers: { ...form, ...headers, ...length },
    lookup: checkedLookup(url, policy),
    signal: signal ? AbortSignal.any([signal, time]) : time,
    agent: false,
  })
}

function send(url: URL, body: string | null, options: RequestOptions): Promise<Response> {
  const ask = url.protocol === "http:" ? plainRequest : secureRequest
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) =>
      reject(options.signal?.aborted ? new OutgoingProblem("slow", error) : problemOf(error))
    const tooLong = () => {
      reject(new OutgoingProblem("too-long"))
      asked.destroy()
    }
    const asked = ask(url, options, (answer) => {
      const chunks: Buffer[] = []
      let bytes = 0
      answer.on("data", (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes > outgoingBounds.bytes) tooLong()
        else chunks.push(chunk)
      })
      answer.on("error", fail)
      answer.on("end", () => resolve(responseOf(answer, Buffer.concat(chunks))))
    })
    asked.on("error", fail)
    asked.end(body ?? undefined)
  })
}

const bodiless = [204, 205, 304]

function responseOf(
  { statusCode = 502, headers }: { statusCode?: number; headers: Record<string, string | string[] | undefined> },
  body: Buffer,
) {
  const kept = new Headers()
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) kept.set(name, String(value))
  return new Response(bodiless.includes(statusCode) ? null : new Uint8Array(body), {
    status: statusCode < 200 || statusCode > 599 ? 502 : statusCode,
    headers: kept,
  })
}

const certificateTrouble = /^(?:CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET_ISSUER)|EPROTO$|ERR_SSL)/

function problemOf(error: unknown): OutgoingProblem {
  if (error instanceof OutgoingProblem) return error
  const { code } = error as { code?: unknown }
  if (typeof code === "string" && certificateTrouble.test(code)) return new OutgoingProblem("certificate", error)
  return new OutgoingProblem("unreachable", error)
}
