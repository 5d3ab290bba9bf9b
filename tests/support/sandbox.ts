import { createServer, request } from "node:http"
import type { AddressInfo } from "node:net"
import { Pool } from "pg"
import { type SandboxAccount, sandboxAccount } from "~/adapters/sandbox-account.server"
import { readEvent, type StripeEvent } from "~/adapters/stripe.server"
import { startSandbox } from "~/sandbox/server.server"
import { cloneDatabase, type TestDatabase } from "./cluster"

/** A running sandbox on a database of its own, with an app that only notes which events it is told. */
export type SandboxWorld = {
  account: SandboxAccount
  /** What the adapters read: nothing is configured, the sandbox is on. */
  settings: { SECRET_KEY: string; SANDBOX_PORT: number; sandboxOn: true }
  pool: Pool
  appOrigin: string
  /** What the sandbox takes for now; real time until it is set. */
  clock: Date | null
  /** The events told so far whose signature was right. */
  told: StripeEvent[]
  /** How the app answers the next events: one status each, then 200. */
  answers: number[]
  /** Waits until so many events were told. */
  untilTold(count: number): Promise<StripeEvent[]>
  /** Calls the sandbox's own API. */
  api(path: string, body?: unknown): Promise<unknown>
  /** Opens a page of the sandbox as a browser would, without following redirects. */
  open(path: string, form?: Record<string, string>): Promise<Response>
  /** Stops the sandbox's server and starts another on the same tables. */
  restart(): Promise<void>
  stop(): Promise<void>
}

const secretKey = "a key for tests alone, which protects nothing"
const log = { info: () => {}, warn: () => {}, error: (detail: unknown) => console.error(detail) }

/** Starts a sandbox. Stop it at the end of the test file. */
export async function aSandbox(): Promise<SandboxWorld> {
  const database: TestDatabase = await cloneDatabase()
  const pool = new Pool({ connectionString: database.webUrl, max: 8 })
  const inbox = await anInbox()
  const appOrigin = `http://localhost:${inbox.port}`
  const time = { clock: null as Date | null }
  const now = () => time.clock ?? new Date()
  const start = (port: number) =>
    startSandbox({
      port,
      hosts: ["127.0.0.1"],
      pool,
      secretKey,
      appOrigins: [appOrigin],
      appPort: inbox.port,
      log,
      now,
    })
  let sandbox = await start(0)
  const settings = { SECRET_KEY: secretKey, SANDBOX_PORT: sandbox.port, sandboxOn: true as const }
  const account = sandboxAccount(settings)
  inbox.secret = account.stripeWebhookSecret
  return Object.assign(time, {
    account,
    settings,
    pool,
    appOrigin,
    told: inbox.told,
    answers: inbox.answers,
    untilTold: inbox.untilTold,
    async api(path, body) {
      const sent = body === undefined ? undefined : JSON.stringify(body)
      const response = await call(`${account.origin}/sandbox-api${path}`, sent)
      const answer: unknown = await response.json()
      if (!response.ok) throw new Error(`${response.status} ${JSON.stringify(answer)}`)
      return answer
    },
    open: (path, form) => call(`${account.origin}${path}`, form && new URLSearchParams(form).toString()),
    async restart() {
      await sandbox.stop()
      sandbox = await start(settings.SANDBOX_PORT)
    },
    async stop() {
      await sandbox.stop()
      await pool.end()
      await inbox.stop()
      await database.drop()
    },
  } satisfies Omit<SandboxWorld, "clock">)
}

/** One call on a connection of its own: those of a server that was stopped in between are of no use. */
function call(url: string, body?: string): Promise<Response> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: body === undefined ? "GET" : "POST", agent: false }, async (response) => {
      const chunks: Buffer[] = []
      for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk)
      const headers = Object.entries(response.headers).map(([name, value]): [string, string] => [name, String(value)])
      resolve(new Response(Buffer.concat(chunks).toString(), { status: response.statusCode, headers }))
    })
    asked.on("error", reject).end(body)
  })
}

/** The app as the payment service sees it: an address that takes signed events. */
async function anInbox() {
  const told: StripeEvent[] = []
  const answers: number[] = []
  const waiting = new Set<() => void>()
  const inbox = { told, answers, secret: "", port: 0, untilTold, stop }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const event = await readEvent(Buffer.concat(chunks), String(request.headers["stripe-signature"]), inbox.secret)
    const status = event ? (answers.shift() ?? 200) : 400
    if (event && status === 200) told.push(event)
    response.writeHead(status).end()
    for (const look of waiting) look()
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  inbox.port = (server.address() as AddressInfo).port
  function untilTold(count: number): Promise<StripeEvent[]> {
    return new Promise((resolve) => {
      const look = () => {
        if (told.length < count) return
        waiting.delete(look)
        resolve(told)
      }
      waiting.add(look)
      look()
    })
  }
  function stop(): Promise<void> {
    return new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  }
  return inbox
}
