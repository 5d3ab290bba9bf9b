import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import type pg from "pg"
import type { Logger } from "pino"
import { sandboxAccount } from "~/adapters/sandbox-account.server"
import { sandboxOrigins } from "~/platform/security/headers.server"
import { answerCheckout } from "./checkout-page.server"
import { answerControl } from "./control.server"
import { answerControlPage } from "./control-page.server"
import { type Deliveries, startDeliveries } from "./deliveries.server"
import { answerOpenai } from "./openai-api.server"
import { answerAsset } from "./page.server"
import { type Answer, type Call, readCall, send } from "./request.server"
import { answerSendgrid } from "./sendgrid-api.server"
import { type FaultKind, openStore, type Service, takeFault } from "./store.server"
import { answerStripe } from "./stripe-api.server"

export type SandboxOptions = {
  /** Port to answer on; 0 takes a free one. */
  port: number
  /** Addresses to listen on; 127.0.0.1 is always among them, since the adapters call there. */
  hosts: readonly string[]
  /** The web role's pool. */
  pool: pg.Pool
  /** SECRET_KEY, from which keys are derived that the adapters derive too. */
  secretKey: string
  /** The origins people open the app under; the first is what webhooks name in Host. */
  appOrigins: readonly [string, ...string[]]
  /** The app's own port on this machine, where webhooks are posted. */
  appPort: number
  log: Pick<Logger, "info" | "warn" | "error">
  now?: () => Date
}

/** The sandbox, running: the port it answers on. */
export type Sandbox = { port: number; stop(): Promise<void> }

type World = {
  options: SandboxOptions
  answers: ((call: Call) => Promise<Answer | { bytes: Buffer } | null>)[]
  takeFault(service: Service, path: string): Promise<FaultKind | null>
  kick(): void
}

/**
 * Starts the local stand-ins for Stripe, SendGrid and an OpenAI-compatible service. All they know is in Postgres, schema
 * `sandbox`, so that a killed process forgets nothing. Rejects when the port is taken.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const store = openStore(options.pool)
  const world: World = {
    options,
    answers: [],
    takeFault: (service, path) => takeFault(store, service, path),
    kick: () => {},
  }
  const servers = await listen(options, (request, response) => void answer(world, request, response))
  const port = (servers[0]!.address() as AddressInfo).port
  const deliveries = compose(world, port)
  options.log.info({ port }, "the sandbox answers")
  return {
    port,
    async stop() {
      await deliveries.stop()
      await Promise.all(servers.map(close))
    },
  }
}

function compose(world: World, port: number): Deliveries {
  const { options } = world
  const { pool, secretKey, appOrigins, appPort, log, now = () => new Date() } = options
  const store = openStore(pool)
  const account = sandboxAccount({ SECRET_KEY: secretKey, SANDBOX_PORT: port })
  const app = new URL(appOrigins[0])
  const receiver = {
    url: `http://127.0.0.1:${appPort}/webhooks/stripe`,
    host: app.host,
    https: app.protocol === "https:",
  }
  const mails = { url: `http://127.0.0.1:${appPort}/webhooks/sendgrid`, key: account.sendgridSigningKey }
  const deliveries = startDeliveries({ store, receiver, secret: account.stripeWebhookSecret, mails, now, log })
  const teller = () => ({ url: receiver.url, now: now() })
  const control = { store, pool, deliveries, teller }
  const stripe = {
    store,
    key: account.stripeKey,
    teller,
    pageOrigin: (host: string) => pageOrigin(appOrigins, host, port),
  }
  world.kick = deliveries.kick
  world.answers = [
    async (call) => answerAsset(call),
    (call) => answerCheckout({ store, teller }, call),
    (call) => answerControl(control, call),
    (call) => answerControlPage(control, call),
    (call) => answerSendgrid({ store, key: account.sendgridKey, now }, call),
    async (call) => answerOpenai({ key: account.openaiKey, now }, call),
    (call) => answerStripe(stripe, call),
  ]
  return deliveries
}

/** The payment page goes by the name the app was opened under, as the pages' policy lists it; localhost where none can be listed. */
function pageOrigin(appOrigins: SandboxOptions["appOrigins"], host: string, port: number): string {
  const listed = sandboxOrigins({ origins: appOrigins, SANDBOX_PORT: port })
  return listed.find((origin) => new URL(origin).hostname === host) ?? listed[0] ?? `http://localhost:${port}`
}

async function answer(world: World, request: IncomingMessage, response: ServerResponse) {
  try {
    const call = await readCall(request)
    if (!call) return send(response, { status: 413, text: "Too large." })
    const service = serviceOf(call.path)
    const fault = service && (await world.takeFault(service, call.path))
    if (fault && fault !== "lost" && fault !== "stall") return fail(response, fault)
    const answered = await firstAnswer(world, call)
    if (call.method === "POST") world.kick()
    if (fault === "lost") return response.destroy()
    if (fault === "stall") return
    if (answered && "bytes" in answered) return sendBytes(response, answered.bytes)
    send(
      response,
      answered ?? {
        status: 404,
        json: {
          error: { type: "invalid_request_error", message: `Unrecognized request URL (${call.method}: ${call.path}).` },
        },
      },
    )
  } catch (error) {
    world.options.log.error({ error }, "the sandbox failed")
    if (!response.headersSent)
      send(response, { status: 500, json: { error: { type: "api_error", message: "The sandbox failed." } } })
  }
}

async function firstAnswer(world: World, call: Call): Promise<Answer | { bytes: Buffer } | null> {
  for (const answer of world.answers) {
    const answered = await answer(call)
    if (answered) return answered
  }
  return null
}

function serviceOf(path: string): Service | null {
  if (path.startsWith("/v3/")) return "sendgrid"
  if (path.startsWith("/v1/chat/")) return "openai"
  return path.startsWith("/v1/") ? "stripe" : null
}

/** Fails a call as it was ordered. One that hangs is left open until its sender gives up. */
function fail(response: ServerResponse, fault: Exclude<FaultKind, "lost" | "stall">): void {
  switch (fault) {
    case "hang":
      break
    case "reset":
      response.destroy()
      break
    case "garbage":
      send(response, { status: 200, text: '<html>{"half', type: "application/json" })
      break
    case "429":
      send(response, failure(429, "rate_limit_error", "Too many requests."))
      break
    case "500":
      send(response, failure(500, "api_error", "Something went wrong."))
      break
  }
}

function failure(status: number, type: string, message: string): Answer {
  const error = { type, message }
  return { status, headers: status === 429 ? { "Retry-After": "1" } : {}, json: { error, errors: [error] } }
}

function sendBytes(response: ServerResponse, bytes: Buffer): void {
  response.writeHead(200, {
    "Content-Type": "font/woff2",
    "Cache-Control": "public, max-age=86400",
    "Content-Length": bytes.length,
  })
  response.end(bytes)
}

async function listen(
  options: SandboxOptions,
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Server[]> {
  const everywhere = options.hosts.some((host) => host === "0.0.0.0" || host === "::")
  const hosts = everywhere ? options.hosts : ["127.0.0.1", ...options.hosts.filter((host) => host !== "127.0.0.1")]
  const servers: Server[] = []
  let port = options.port
  try {
    for (const host of hosts) {
      const server = createServer(handle)
      await opened(server, port, host)
      if (!server.listening) continue
      servers.push(server)
      port = (server.address() as AddressInfo).port
    }
  } catch (error) {
    await Promise.all(servers.map(close))
    throw error
  }
  return servers
}

/** Machines without IPv6 cannot listen there; that is no reason not to start. */
const absent = new Set(["EADDRNOTAVAIL", "EAFNOSUPPORT"])

function opened(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      host.includes(":") && absent.has(error.code ?? "") ? resolve() : reject(error),
    )
    server.listen(port, host, resolve)
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
