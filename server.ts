import { createServer, type Server, type ServerResponse } from "node:http"
import { createRequire } from "node:module"
import { type AddressInfo, Server as Listener } from "node:net"
import { setTimeout as pause } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import type { ServerBuild } from "@remix-run/node"
import express, { type ErrorRequestHandler, type Express, type Handler } from "express"
import sirv from "sirv"
import type { ViteDevServer } from "vite"
import type { Booted, boot } from "./app/boot.server"
import type { runErrand } from "./app/errands.server"

/*
 * Express around the server build. It imports nothing of app/ but types: this file is bundled apart, and what both bundles
 * held would exist twice.
 */

type Build = ServerBuild & { entry: { module: { boot: typeof boot; runErrand: typeof runErrand } } }

const LOOPBACK = ["127.0.0.1", "::1"]
const SECOND = 1_000
const development = process.env.NODE_ENV === "development"
const readBuild = (): Build => createRequire(import.meta.url)("./server/index.cjs")
const inBuild = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/**
 * What V8 may take for speed is held down, so that a process stays small; a page costs more for it (docs/benchmarks.md).
 * Garbage is collected once the heap is half as large again as what was in use after the last time, where V8 would wait for four
 * times as much; and the space for what is new stays as it is at the start (--min-semi-space-size=4, on the command line: later V8
 * takes no notice of it), where V8 would let it grow to 48 MB.
 */
const HEAP_FLAGS = ["--heap-growing-percent=30", "--semi-space-growth-factor=1", "--expose-gc"]

/** Until garbage was collected once, V8 lets the heap grow as the machine's memory allows; so it is, when the start has left its own. */
const collectGarbage = () => void runInNewContext("gc")()

/** Every server listens with the same limits, so that slow senders and endless connections end. */
function newServer(app: Express): Server {
  const server = createServer(
    {
      requestTimeout: 30 * SECOND,
      headersTimeout: 10 * SECOND,
      connectionsCheckingInterval: 2 * SECOND,
      maxHeaderSize: 16_384,
    },
    app,
  )
  server.keepAliveTimeout = 65 * SECOND
  server.maxRequestsPerSocket = 1_000
  server.maxConnections = 2_000
  server.on("checkContinue", app)
  return server
}

/** The answers that a server still owes. */
const owed = new WeakMap<Server, Set<ServerResponse>>()

/** Keeps the list of what a server owes, from before anything else sees a request. */
function keepAccount(server: Server): Server {
  const open = new Set<ServerResponse>()
  owed.set(server, open)
  server.prependListener("request", (_req, res) => {
    open.add(res)
    res.once("close", () => open.delete(res))
  })
  return server
}

/** Vite inside this very server; its socket is reached under each address that is listened on. */
async function startVite([server, ...others]: [Server, ...Server[]]): Promise<ViteDevServer> {
  const { createServer: createVite } = await import("vite")
  for (const other of others) other.on("upgrade", (...upgrade) => server.emit("upgrade", ...upgrade))
  return createVite({ server: { middlewareMode: true, hmr: { server } }, appType: "custom" })
}

const missing: Handler = (_req, res) => {
  res.status(404).type("text/plain").send("No such file.\n")
}

/** Built files: named by their content, so kept for a year; the few others for an hour. Which there are is known from the start. */
function builtFiles(): Handler {
  const folder = inBuild("./client")
  const options = { brotli: true, gzip: true, etag: true, extensions: [] }
  return express
    .Router()
    .use("/assets", sirv(`${folder}/assets`, { ...options, immutable: true, maxAge: 31_536_000 }), missing)
    .use(sirv(folder, { ...options, maxAge: 3_600 }))
}

type Pick = (booted: Booted, build: Build) => Handler

/** The door of the newest build: in development it is loaded again when something changed. */
const newestDoor =
  (load: () => Promise<Build>) =>
  (pick: Pick): Handler =>
  async (req, res, next) => {
    try {
      const build = await load()
      await pick(await build.entry.module.boot(build.routes), build)(req, res, next)
    } catch (error) {
      next(error)
    }
  }

/** The order of the doors: prelude, health, webhooks, API, feed, files, pages, and what is said when all fails. */
function arrange(app: Express, door: (pick: Pick) => Handler, load: () => Promise<Build>, files: Handler): void {
  const pages = new WeakMap<Build, Handler>()
  const pagesOf = (booted: Booted, build: Build): Handler => {
    const known = pages.get(build) ?? booted.pages(build)
    pages.set(build, known)
    return known
  }
  const failed: ErrorRequestHandler = async (error, req, res, next) => {
    const build = await load()
    const { lastResort } = await build.entry.module.boot(build.routes)
    lastResort(error, req, res, next)
  }
  app.use(door(({ prelude }) => prelude))
  app.use(door(({ routers }) => routers.health))
  app.use(door(({ routers }) => routers.webhooks))
  app.use(door(({ routers }) => routers.api))
  app.use(door(({ routers }) => routers.feed))
  app.use(files)
  app.use(door(pagesOf))
  app.use(failed)
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, host, () => {
      server.off("error", reject)
      resolve()
    })
  })
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code

/** A name of the machine's that a person can open: what was asked for, else localhost. */
function addressOf(server: Server, { APP_URL, HOST }: Booted["env"]): string {
  const { port } = server.address() as AddressInfo
  if (APP_URL) return APP_URL
  return HOST && !["0.0.0.0", "::", ...LOOPBACK].includes(HOST) ? `http://${HOST}:${port}` : `http://localhost:${port}`
}

/** Listens on HOST, else on both loopback families; a machine without IPv6 is served by the other. */
async function listenAll(servers: Server[], { HOST, PORT }: Booted["env"]): Promise<Server[]> {
  const hosts = HOST ? [HOST] : LOOPBACK
  const listening: Server[] = []
  for (const [index, host] of hosts.entries()) {
    try {
      await listen(servers[index]!, PORT, host)
      listening.push(servers[index]!)
    } catch (error) {
      const code = codeOf(error)
      if (code === "EADDRINUSE")
        throw refusal(
          `Port ${PORT} is taken by another program. Stop that one, or choose another: PORT=${PORT + 10} npm start`,
        )
      if (code === "EACCES")
        throw refusal(`Port ${PORT} may not be used by this user. Choose one above 1023: PORT=3000 npm start`)
      const lastHope = listening.length === 0 && index === hosts.length - 1
      if (lastHope || (code !== "EADDRNOTAVAIL" && code !== "EAFNOSUPPORT"))
        throw refusal(`HOST ${host} cannot be listened on (${code}).`)
    }
  }
  return listening
}

/** An error that is said in its one line. */
const refusal = (sentence: string) => Object.assign(new Error(sentence), { name: "CannotStart", exitCode: 1 })

/** Says why the program ends, in one line where the reason can be mended by who started it, and ends it. */
function giveUp(error: unknown): never {
  const known = error instanceof Error && error.name === "CannotStart"
  console.error(known ? `\n${error.message}\n` : error)
  process.exit(known ? ((error as { exitCode?: number }).exitCode ?? 1) : 1)
}

/** The last answer over a connection says so: nobody sends a request after it that would meet a closed door. */
function announceEnd(server: Server): void {
  const say = (res: ServerResponse) => !res.headersSent && res.setHeader("Connection", "close")
  for (const res of owed.get(server) ?? []) say(res)
  server.prependListener("request", (_req, res) => say(res))
}

/** Takes no more connections; a request already on its way over a kept one is still answered, then idle ones are closed. */
async function closeServers(servers: Server[], withinMs: number): Promise<void> {
  for (const server of servers) announceEnd(server)
  const closed = Promise.all(
    servers.map((server) => new Promise((resolve) => Listener.prototype.close.call(server, resolve))),
  )
  await Promise.race([closed, pause(250)])
  const sweep = setInterval(() => {
    for (const server of servers) server.closeIdleConnections()
  }, 50)
  await Promise.race([closed, pause(withinMs, undefined, { ref: false })])
  clearInterval(sweep)
  for (const server of servers) server.closeAllConnections()
}

/** Ends within 30 seconds: not ready, no new connections, open requests answered, jobs finished, then the database. A second signal ends at once. */
function stopOnSignals(booted: Booted, servers: Server[], finish: () => Promise<void>): void {
  let stopping = false
  const stop = async (code: number, noticeMs: number, patienceMs: number) => {
    if (stopping) process.exit(code || 130)
    stopping = true
    setTimeout(() => process.exit(code || 1), patienceMs + 4 * SECOND).unref()
    try {
      const drained = booted.drain()
      await pause(noticeMs)
      await Promise.all([
        closeServers(servers, patienceMs),
        Promise.race([drained, pause(patienceMs, undefined, { ref: false })]),
      ])
      await booted.stop()
      await finish()
    } catch (error) {
      booted.failed(error, "the program did not stop cleanly")
    }
    process.exit(code)
  }
  const crash = (error: unknown) => {
    booted.failed(error, "an error that nobody caught")
    void stop(1, 0, 5 * SECOND)
  }
  process.on("SIGTERM", () => void stop(0, SECOND, 25 * SECOND))
  process.on("SIGINT", () => void stop(0, 0, 25 * SECOND))
  process.on("uncaughtException", crash)
  process.on("unhandledRejection", (error) => {
    if (!booted.survives(error)) crash(error)
  })
}

async function start(): Promise<void> {
  for (const flag of HEAP_FLAGS) setFlagsFromString(flag)
  const app = express().disable("x-powered-by").disable("etag").set("query parser", "simple")
  const servers: [Server, Server] = [keepAccount(newServer(app)), keepAccount(newServer(app))]
  const vite = development ? await startVite(servers) : undefined
  const load = vite ? () => vite.ssrLoadModule("virtual:remix/server-build") as Promise<Build> : async () => readBuild()
  const build = await load()
  const booted = await build.entry.module.boot(build.routes)
  app.set("trust proxy", booted.env.TRUST_PROXY)
  arrange(app, vite ? newestDoor(load) : (pick) => pick(booted, build), load, vite ? vite.middlewares : builtFiles())
  try {
    const listening = await listenAll(servers, booted.env)
    stopOnSignals(booted, listening, async () => vite?.close())
    await booted.started(addressOf(listening[0]!, booted.env))
    collectGarbage()
  } catch (error) {
    await booted.stop()
    throw error
  }
}

/** Does what the words after the program's name ask for, once, and ends: no port is listened on. */
async function doErrand(words: readonly string[]): Promise<never> {
  const { entry } = readBuild()
  await entry.module.runErrand(words)
  process.exit(0)
}

const words = process.argv.slice(2)
if (words.length > 0) doErrand(words).catch(giveUp)
else start().catch(giveUp)
