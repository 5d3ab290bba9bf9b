import type { IncomingMessage, ServerResponse } from "node:http"

/** A request the stand-ins understand: path without query, headers in lower case, body as it came (2 MB at most). */
export type Call = {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingMessage["headers"]
  body: string
  /** Sent from this machine itself, through no proxy. */
  local: boolean
  /** From a page of another site. */
  foreign: boolean
}

/** What is answered: JSON, or a text with its type. */
export type Answer = { status: number; headers?: Record<string, string>; json?: unknown; text?: string; type?: string }

const mostBytes = 2 * 1024 * 1024
const loopback = /^(?:127\.|::1$|::ffff:127\.)/
const passedOn = /^(?:x-forwarded-.*|forwarded|x-real-ip)$/

/** Reads a request to its end. Null when its body is too large or the sender went away. */
export async function readCall(request: IncomingMessage): Promise<Call | null> {
  const body = await readBody(request)
  if (body === null) return null
  const url = new URL(request.url ?? "/", "http://sandbox")
  const proxied = Object.keys(request.headers).some((name) => passedOn.test(name))
  return {
    method: request.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body,
    local: !proxied && loopback.test(request.socket.remoteAddress ?? ""),
    foreign: isForeign(request),
  }
}

/** A page of another site may send forms here; browsers say so in Origin or Sec-Fetch-Site. A made-up Host is a foreign name too. */
function isForeign({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers
  if (headers["sec-fetch-site"] === "cross-site") return true
  return origin !== undefined && origin !== `http://${host}`
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > mostBytes) return null
      chunks.push(chunk)
    }
  } catch {
    return null
  }
  return Buffer.concat(chunks).toString("utf8")
}

/** Sends an answer. */
export function send(response: ServerResponse, answer: Answer): void {
  const text = answer.json === undefined ? (answer.text ?? "") : JSON.stringify(answer.json)
  const type = answer.json === undefined ? (answer.type ?? "text/plain; charset=utf-8") : "application/json"
  response.writeHead(answer.status, {
    "Content-Type": type,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    ...answer.headers,
  })
  response.end(text)
}

export type FormValue = string | FormValue[] | { [name: string]: FormValue }
type FormTree = { [name: string]: FormValue }

/** Reads a form as Stripe writes it: `a[b][0][c]=x` becomes `{ a: { b: [{ c: "x" }] } }`. */
export function readForm(body: string): FormTree {
  const tree: FormTree = Object.create(null) as FormTree
  for (const [name, value] of new URLSearchParams(body)) {
    const steps = name.split(/\[|\]\[|\]/).filter((step, at) => step !== "" || at === 0)
    place(tree, name.endsWith("[]") ? [...steps, "+"] : steps, value)
  }
  return withLists(tree) as FormTree
}

function place(tree: FormTree, steps: string[], value: string): void {
  let node = tree
  steps.forEach((step, at) => {
    const key = step === "+" ? String(Object.keys(node).length) : step
    if (at === steps.length - 1) {
      node[key] = value
      return
    }
    const next = node[key]
    const child = typeof next === "object" && !Array.isArray(next) ? next : (Object.create(null) as FormTree)
    node[key] = child
    node = child
  })
}

/** A node whose names are 0, 1, 2 … is a list. */
function withLists(node: FormValue): FormValue {
  if (typeof node === "string" || Array.isArray(node)) return node
  const names = Object.keys(node)
  const values = names.map((name) => withLists(node[name]!))
  if (names.length > 0 && names.every((name, at) => name === String(at))) return values
  return Object.fromEntries(names.map((name, at) => [name, values[at]!]))
}
