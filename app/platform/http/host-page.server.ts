import type { Request, Response } from "express"

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 34rem; margin: 18vh auto 0; padding: 0 1.5rem; color: light-dark(#17211d, #e6ece9); background: light-dark(#f6f8f7, #111816) }
h1 { font: 600 1.5rem/1.25 Georgia, serif; margin: 0 0 .5rem }
p { margin: 0 0 1rem }
small { color: light-dark(#5a6862, #9caaa4) }
code { font: .95em ui-monospace, monospace }`

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** What a refusal says: a title and a sentence for a person, the sentence alone for a program. */
export type Refusal = { status: number; title: string; text: string; headers?: Record<string, string> }

const page = ({ title, text }: Refusal, nonce: string, requestId: string) => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>
<style nonce="${nonce}">${STYLE}</style>
<main><h1>${escaped(title)}</h1><p>${escaped(text)}</p><p><small>Request ${escaped(requestId)}</small></p></main></html>
`

type Asked = { nonce: string; requestId: string }

/** A refusal with its headers: a page for who takes pages, else the sentence alone. */
function written(accept: string | null | undefined, refusal: Refusal, { nonce, requestId }: Asked) {
  if (!accept?.includes("text/html")) {
    return { headers: { ...refusal.headers, "Content-Type": "text/plain; charset=utf-8" }, body: `${refusal.text}\n` }
  }
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
  const headers = { "Content-Security-Policy": policy, "Content-Type": "text/html; charset=utf-8" }
  return { headers: { ...refusal.headers, ...headers }, body: page(refusal, nonce, requestId) }
}

/** Answers a request that no page of the product answers, without any file: the host may be one that serves none. */
export function refuse(req: Request, res: Response, refusal: Refusal): void {
  if (req.originalUrl.startsWith("/api/")) {
    refuseProgram(res, refusal)
    return
  }
  const { headers, body } = written(req.headers.accept, refusal, res.locals as Asked)
  res.status(refusal.status).set(headers).send(body)
}

/** The same refusal to a program that calls the API (RFC 9457). */
function refuseProgram(res: Response, { status, title, text, headers }: Refusal): void {
  const body = JSON.stringify({ type: "about:blank", title, status, detail: text })
  res
    .status(status)
    .set({ "Cache-Control": "no-store", ...headers })
    .type("application/problem+json")
    .send(body)
}

/** The same refusal as an answer of a loader or action; `accept` is the request's header. */
export function refusalResponse(accept: string | null, refusal: Refusal, asked: Asked): globalThis.Response {
  const { headers, body } = written(accept, refusal, asked)
  return new globalThis.Response(body, { status: refusal.status, headers })
}

/** The page for a name that is not served, which says how to have it served. */
export function unknownHost(appUrl: string | undefined): Refusal {
  const text = appUrl
    ? `This installation is served at ${appUrl}. Open it there.`
    : "This installation does not know that it is reached under this name. Start it with APP_URL set to the address in the browser's address bar, such as APP_URL=https://work.example.com."
  return { status: 421, title: "Not served under this name", text }
}
