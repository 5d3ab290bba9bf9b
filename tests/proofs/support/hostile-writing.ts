import type { Attacker, Draft } from "./hostile-draft"
import { BOUNDARY } from "./hostile-draft"
import type { Raw } from "./hostile-values"

/** A request as it goes over the wire, with what was done to it in words. */
export type HostileRequest = {
  attacker: Attacker
  what: string
  head: Buffer
  body: Buffer
  hangsUp: boolean
  /** A whole request of which an answer is expected: its lengths are true and nobody hangs up. */
  isWhole: boolean
  asks: { method: string; target: string; html: boolean }
}

/** A head that is longer ends the connection at once. */
const LONGEST_HEAD = 16_384
const inBody: readonly string[] = ["POST", "PUT", "PATCH", "DELETE"]

/** Puts a request together as it goes over the wire. */
export function written(draft: Draft, done: readonly string[]): HostileRequest {
  const { attacker, method, hangsUp } = draft
  const query = encodedPairs(draft.query)
  const target = `${draft.path}${query ? `?${query}` : ""}`
  const hasBody = inBody.includes(method.toUpperCase())
  const content = hasBody ? bodyOf(draft) : Buffer.alloc(0)
  const truth: [string, string][] = hasBody ? [["Content-Length", String(content.length)]] : []
  const lengths = draft.length ? draft.length(content.length) : truth
  const type = hasBody ? (draft.contentType ?? typeOf(draft)) : null
  const headers: [string, string | Buffer][] = [
    ...draft.headers,
    ...(type === null ? [] : [["Content-Type", type] as [string, string]]),
    ...lengths,
    ["Connection", "close"],
  ]
  const lines = headers.map(([name, value]) =>
    Buffer.concat([Buffer.from(`${name}: `), Buffer.from(value), Buffer.from("\r\n")]),
  )
  const head = Buffer.concat([Buffer.from(`${method} ${target} HTTP/1.1\r\n`), ...lines, Buffer.from("\r\n")])
  const body = draft.chunked && hasBody ? chunks(content) : content
  const html = headers.some(([name, value]) => name === "Accept" && String(value).includes("text/html"))
  return {
    attacker,
    what: `${attacker}: ${method} ${target.slice(0, 200)} with ${done.join(", ")}`,
    head,
    body,
    hangsUp,
    isWhole: draft.length === null && !hangsUp && head.length <= LONGEST_HEAD,
    asks: { method, target, html },
  }
}

const typeOf = ({ encoding }: Draft) =>
  encoding === "multipart" ? `multipart/form-data; boundary=${BOUNDARY}` : "application/x-www-form-urlencoded"

function bodyOf({ body, encoding, fields }: Draft): Buffer {
  if (body) return body
  return encoding === "multipart" ? partsOf(fields) : Buffer.from(encodedPairs(fields))
}

const partsOf = (fields: readonly [Raw, Raw][]) =>
  Buffer.concat([
    ...fields.flatMap(([name, value]) => [
      Buffer.from(
        `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${String(name).replaceAll('"', "%22")}"\r\n\r\n`,
      ),
      Buffer.from(value),
      Buffer.from("\r\n"),
    ]),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ])

const chunks = (content: Buffer) =>
  Buffer.concat([Buffer.from(`${content.length.toString(16)}\r\n`), content, Buffer.from("\r\n0\r\n\r\n")])

const encodedPairs = (pairs: readonly [Raw, Raw][]) =>
  pairs.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join("&")

const encoded = (value: Raw) =>
  typeof value === "string"
    ? encodeURIComponent(value)
    : [...Buffer.from(value)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("")
