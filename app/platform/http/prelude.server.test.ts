import { createServer, request as httpRequest, type IncomingHttpHeaders, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import express from "express"
import { afterEach, expect, test } from "vitest"
import { type Env, parseEnv } from "../env.server"
import { metricsHandler } from "../metrics.server"
import { replace } from "../once.server"
import { health } from "./health.server"
import { loadContext } from "./load-context.server"
import { lastResort, prelude } from "./prelude.server"

let server: Server | undefined

afterEach(() => {
  server?.close()
  server?.closeAllConnections()
})

const patterns: Record<string, string> = { "/read-only": "/read-only", "/missing": "/*" }
const methods = { "/read-only": ["GET", "HEAD"], "/*": ["GET", "HEAD"] }

type Answer = { status: number; headers: IncomingHttpHeaders; body: string }
type Sent = { method?: string; headers?: Record<string, string>; body?: string }

/** A program of the prelude and a few pages, and how to ask it. */
async function serve(settings: Record<string, string> = {}, change: Partial<Env> = {}) {
  const app = express()
  server = createServer(app).listen(0, "127.0.0.1")
  await new Promise((listening) => server?.once("listening", listening))
  const { port } = server.address() as AddressInfo
  const env = {
    ...parseEnv({ PORT: String(port), LOG_LEVEL: "silent", ...settings }),
    SECRET_KEY: "k".repeat(40),
    ...change,
  }
  replace("env", env)
  app.set("trust proxy", env.TRUST_PROXY)
  app.use(prelude({ env, routePattern: (path) => patterns[path] ?? "/test", methods }))
  app.use(
    health({
      checks: { good: async () => {}, bad: async () => Promise.reject(new Error("no")) },
      stopping: () => false,
    }),
  )
  app.get(
    "/own",
    (_req, res) =>
      void res
        .set({ "Content-Security-Policy": "sandbox; frame-ancestors 'self'", "Cache-Control": "public" })
        .send("own"),
  )
  app.get("/boom", () => {
    throw new Error("secret detail")
  })
  app.get("/limits-metrics", metricsHandler)
  app.use(
    (req, res) => void res.json({ ...loadContext(req, res), cookie: req.headers.cookie, from: req.headers.origin }),
  )
  app.use(lastResort)
  return {
    origin: `http://127.0.0.1:${port}`,
    ask: (path: string, { method = "GET", headers = {}, body }: Sent = {}) =>
      new Promise<Answer>((resolve, reject) => {
        const asked = httpRequest({ port, host: "127.0.0.1", path, method, headers, agent: false }, (answer) => {
          const pieces: Buffer[] = []
          answer.on("data", (piece: Buffer) => pieces.push(piece))
          answer.on("end", () =>
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              body: Buffer.concat(pieces).toString(),
            }),
          )
        })
        asked.on("error", reject)
        asked.end(body)
      }),
  }
}

const form = (body: string, extra: Record<string, string> = {}): Sent => ({
  method: "POST",
  body,
  headers: { "Content-Type": "application/x-www-form-urlencoded", "Content-Length": String(body.length), ...extra },
})

test("every answer has the security headers, a nonce of its own and its request's id", async () => {
  const { ask } = await serve()
  const [one, other] = [await ask("/x"), await ask("/x")]
  const nonce = JSON.parse(one.body).nonce as string
  expect(Buffer.from(nonce, "base64").length).toBe(18)
  expect(one.headers["content-security-policy"]).toContain(`'nonce-${nonce}'`)
  expect(JSON.parse(other.body).nonce).not.toBe(nonce)
  expect(one.headers).toMatchObject({
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cache-control": "private, no-store",
    "cross-origin-resource-policy": "same-origin",
    "x-request-id": JSON.parse(one.body).requestId,
  })
  expect(one.headers).not.toHaveProperty("strict-transport-security")
})

test("an answer with a policy of its own keeps it, and may be framed when that says so", async () => {
  const { ask } = await serve()
  const { headers } = await ask("/own")
  expect(headers["content-security-policy"]).toBe("sandbox; frame-ancestors 'self'")
  expect(headers["cache-control"]).toBe("public")
  expect(headers).not.toHaveProperty("x-frame-options")
  expect(headers["x-content-type-options"]).toBe("nosniff")
})

test("a refusal is a page for a person and a line for a program, and carries the headers too", async () => {
  const { ask } = await serve()
  const page = await ask("/", { headers: { Host: "evil.example", Accept: "text/html" } })
  expect(page).toMatchObject({
    status: 421,
    headers: { "content-type": "text/html; charset=utf-8", "x-frame-options": "DENY" },
  })
  expect(page.body).toContain("APP_URL")
  expect(page.headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'nonce-/)
  expect((await ask("/", { headers: { Host: "evil.example" } })).headers["content-type"]).toMatch(/^text\/plain/)
})

test("what is sent from anywhere arrives without cookies and without its origin; our own keeps both", async () => {
  const { ask, origin } = await serve()
  const foreign = { Cookie: "signoff=secret", Origin: "https://evil.example" }
  const seen = async (path: string, sent: Sent) =>
    JSON.parse((await ask(path, sent)).body) as { cookie?: string; from?: string }
  expect(await seen("/f/key", form("a=b", foreign))).not.toHaveProperty("cookie")
  expect(await seen("/f/key", form("a=b", foreign))).not.toHaveProperty("from")
  expect((await seen("/f/key", { headers: foreign })).cookie).toBe("signoff=secret")
  expect(await seen("/api/v1/leads", { headers: foreign })).not.toHaveProperty("cookie")
  expect(await seen("/x", form("a=b", { ...foreign, Origin: origin }))).toMatchObject({
    cookie: "signoff=secret",
    from: origin,
  })
})

test("what a client says about proxies is dropped, and it is then not from this machine", async () => {
  const { ask, origin } = await serve()
  const spoofed = {
    "X-Forwarded-For": "6.6.6.6",
    "X-Forwarded-Host": "evil.example:x",
    "X-Forwarded-Proto": "https",
    "X-Real-IP": "6.6.6.6",
    Forwarded: "for=6.6.6.6",
  }
  expect(JSON.parse((await ask("/x", { headers: spoofed })).body)).toMatchObject({
    ip: "127.0.0.1",
    origin,
    local: false,
  })
  expect(JSON.parse((await ask("/x")).body)).toMatchObject({ ip: "127.0.0.1", local: true })
})

test("a trusted proxy's word is taken for address and host, as far as it is trusted", async () => {
  const { ask } = await serve({ TRUST_PROXY: "1", APP_URL: "https://work.example.com" })
  const headers = {
    Host: "internal:8080",
    "X-Forwarded-Host": "work.example.com",
    "X-Forwarded-For": "6.6.6.6, 7.7.7.7",
    "X-Forwarded-Proto": "https",
  }
  const answer = await ask("/x", { headers })
  expect(JSON.parse(answer.body)).toMatchObject({ ip: "7.7.7.7", origin: "https://work.example.com", local: false })
  expect(answer.headers["strict-transport-security"]).toBe("max-age=63072000; includeSubDomains")
  expect((await ask("/x", { headers: { ...headers, "X-Forwarded-Host": "evil.example" } })).status).toBe(421)
})

test("an error nobody answered is said without detail", async () => {
  const { ask } = await serve()
  const { status, body } = await ask("/boom", { headers: { Accept: "text/html" } })
  expect(status).toBe(500)
  expect(body).not.toContain("secret detail")
})

test("health speaks of the process, readiness of each thing it needs", async () => {
  const { ask } = await serve()
  expect(await ask("/health", { headers: { Host: "probe" } })).toMatchObject({ status: 200, body: '{"status":"ok"}' })
  const ready = await ask("/ready")
  expect(ready.status).toBe(503)
  expect(JSON.parse(ready.body)).toEqual({ status: "unavailable", checks: { good: "ok", bad: "failing" } })
})

test("metrics are for this machine, or with a token for who has it", async () => {
  const open = await serve()
  const names = [
    "http_requests_total",
    "http_request_duration_seconds",
    "http_request_errors_total",
    "nodejs_heap_size_used_bytes",
    "process_cpu_seconds_total",
  ]
  await open.ask("/boom")
  const { status, body } = await open.ask("/metrics")
  expect(status).toBe(200)
  for (const name of names) expect(body).toContain(`# HELP ${name} `)
  expect(body).toContain('http_request_errors_total{method="GET",route="/test",status="500"}')
  expect((await open.ask("/metrics", { headers: { "X-Forwarded-For": "6.6.6.6" } })).status).toBe(403)
  server?.close()
  const { ask } = await serve({ METRICS_TOKEN: "let-me-in-9w4kzq7f" })
  expect((await ask("/metrics")).status).toBe(401)
  expect((await ask("/metrics", { headers: { Authorization: "Bearer let-me-in-9w4kzq7f" } })).status).toBe(200)
})

test("an address takes its own methods alone, and says which", async () => {
  const { ask, origin } = await serve()
  const sent = form("a=b", { Origin: origin })
  expect(await ask("/read-only", sent)).toMatchObject({ status: 405, headers: { allow: "GET, HEAD" } })
  expect((await ask("/read-only", { method: "OPTIONS" })).headers.allow).toBe("GET, HEAD")
  expect((await ask("/read-only")).status).toBe(200)
  expect((await ask("/missing", sent)).status).toBe(404)
})

test("OPTIONS names the methods and allows no other site", async () => {
  const { ask } = await serve()
  const { status, headers } = await ask("/x", { method: "OPTIONS", headers: { Origin: "https://evil.example" } })
  expect(status).toBe(204)
  expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([])
})
