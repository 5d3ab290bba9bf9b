import type { ServerBuild } from "@remix-run/node"
import express, { type ErrorRequestHandler, type RequestHandler, Router } from "express"
import { bootDatabase } from "#db/boot"
import { CannotStart } from "#db/cannot-start"
import { isDatabaseUnable } from "#db/client"
import { claimInstance } from "#db/instance"
import { pendingMigrations } from "#db/migrate"
import { api, apiRouter } from "~/api.server"
import { consumers } from "~/consumers.server"
import { makeDemo } from "~/demo/demo.server"
import { demoPassword, demoSignIns } from "~/demo/sign-ins"
import { connect, disconnect, webPool } from "~/platform/data/database.server"
import { installHouse } from "~/platform/data/house.server"
import { startWorker } from "~/platform/data/worker.server"
import { type Env, env } from "~/platform/env.server"
import { withAbsenceSaid } from "~/platform/http/absence.server"
import { afterAnswers } from "~/platform/http/after-answer.server"
import { closeFeeds, feedHandler } from "~/platform/http/feed.server"
import { type Check, diskCheck, health } from "~/platform/http/health.server"
import { loadContext } from "~/platform/http/load-context.server"
import { pages } from "~/platform/http/pages.server"
import { lastResort, prelude } from "~/platform/http/prelude.server"
import { withRefusalPages } from "~/platform/http/refusal-page.server"
import { type ListedRoute, pageMethods, routePatterns } from "~/platform/http/route-pattern.server"
import { withStepUp } from "~/platform/http/step-up.server"
import { log } from "~/platform/log.server"
import { gauge } from "~/platform/metrics.server"
import { once } from "~/platform/once.server"
import { reactions } from "~/reactions.server"
import { commands, queries } from "~/registry.server"
import { startSandbox } from "~/sandbox/server.server"
import { schedule } from "~/schedule.server"
import { webhooks } from "~/webhooks.server"

installHouse({ commands, queries, reactions, consumers })

/** What server.ts is given: everything it serves that is not a file or a page, and the program's start and end. */
export type Booted = {
  env: Env
  prelude: RequestHandler
  routers: { health: RequestHandler; webhooks: RequestHandler; api: RequestHandler; feed: RequestHandler }
  lastResort: ErrorRequestHandler
  /** The pages of a build, which say so when the database is away, and whose buttons refuse on a page. */
  pages(build: ServerBuild): RequestHandler
  /** Called once, when the program answers at `address`. */
  started(address: string): Promise<void>
  /** Says "not ready", closes streams and takes no more jobs; requests are still answered. */
  drain(): Promise<void>
  /** After the last request: what was started is stopped, last first, the database at the end. */
  stop(): Promise<void>
  /** Whether an error that nobody caught says only that the database cannot serve, being away or full; then the program goes on and waits for it. */
  survives(error: unknown): boolean
  /** For errors of the process itself. */
  failed(error: unknown, message: string): void
}

/** What one part of the program does after it was started. */
type Running = {
  checks?: Record<string, Check>
  started?(address: string): void | Promise<void>
  drain?(): Promise<void>
  stop?(): Promise<void> | void
}

type Part = () => Promise<Running>

/** The embedded database's folder belongs to one program at a time; a second start says where the first one is. */
async function claimFolder(): Promise<Running> {
  if (!env.embedded) return {}
  const claimed = await claimInstance(env.DATA_DIR)
  if (!("claim" in claimed)) {
    const where = claimed.runningAt ? ` at ${claimed.runningAt}` : ""
    throw new CannotStart(`Signoff already runs${where} on the data in ${env.DATA_DIR}.`, { exitCode: 0 })
  }
  return { started: (address) => claimed.claim.serving(address), stop: () => claimed.claim.release() }
}

/** A reason that the database gives in a sentence is said as one; anything else is a bug and keeps its stack. */
function saidPlainly(error: Error): never {
  throw error.constructor === Error ? new CannotStart(error.message) : error
}

async function assertMigrated(): Promise<void> {
  if ((await pendingMigrations(webPool())) > 0) throw new Error("the database waits for migrations")
}

async function startDatabase(): Promise<Running> {
  const database = await bootDatabase(env, log).catch(saidPlainly)
  connect(database)
  return {
    checks: { database: () => webPool().query("select 1"), migrations: assertMigrated, disk: diskCheck(env.DATA_DIR) },
    async stop() {
      await disconnect()
      await database.stop()
    },
  }
}

/** The stand-ins for outside services, beside the program and only where they are wanted. */
async function startStandIns(): Promise<Running> {
  if (!env.sandboxOn) return {}
  const { stop } = await startSandbox({
    port: env.SANDBOX_PORT,
    hosts: env.HOST ? [env.HOST] : ["127.0.0.1", "::1"],
    pool: webPool(),
    secretKey: env.SECRET_KEY,
    appOrigins: env.origins,
    appPort: env.PORT,
    log,
  })
  return { stop }
}

/** The demo agencies, in the embedded database only, and told where the program is opened. */
async function tellDemo(): Promise<Running> {
  if (!env.embedded) return { started: (address) => say(`Signoff serves at ${address}`) }
  await makeDemo((sentence) => say(sentence))
  return {
    started: (address) => {
      const people = demoSignIns.map(({ email, who }) => `    ${email.padEnd(28)} ${who}`)
      say(
        ["", `Signoff serves at ${address}`, "", `  Sign in with the password ${demoPassword} as`, ...people, ""].join(
          "\n",
        ),
      )
    },
  }
}

const say = (sentence: string) => void process.stdout.write(`${sentence}\n`)

async function startJobs(): Promise<Running> {
  once("jobs gauge", watchJobs)
  const worker = await startWorker(schedule)
  return { drain: () => worker.stop() }
}

/** How many jobs wait, and how many have failed three times or more, on the metrics page. */
function watchJobs() {
  const read = async (column: "waiting" | "failing") => {
    const { rows } = await webPool().query<{ waiting: bigint; failing: bigint }>("select * from app.jobs_waiting()")
    return Number(rows[0]?.[column] ?? 0)
  }
  gauge("jobs_waiting", "Jobs that wait to be run", () => read("waiting"))
  gauge("jobs_failing", "Jobs that failed three times or more", () => read("failing"))
}

/** What outlasts answers: streams, and what is done once an answer is sent. */
const outlasting = async (): Promise<Running> => ({ drain: closeFeeds, stop: afterAnswers })

/**
 * The order of start; the end goes the other way. Folder, database, then what stands on it: the sandbox, the demo story
 * (which is told through it), and last the jobs. Listening comes after all of them.
 */
const parts: Part[] = [claimFolder, startDatabase, startStandIns, tellDemo, startJobs, outlasting]

type Program = { running: Running[]; stopping: boolean }

async function stopAll(running: Running[]): Promise<void> {
  for (const part of [...running].reverse()) {
    try {
      await part.stop?.()
    } catch (error) {
      log.error({ error }, "a part did not stop cleanly")
    }
  }
}

async function startAll(): Promise<Program> {
  const running: Running[] = []
  try {
    for (const start of parts) running.push(await start())
  } catch (error) {
    await stopAll(running)
    throw error
  }
  return { running, stopping: false }
}

/** Where other systems post: their bodies are taken raw, since signatures are over the bytes. */
function webhookRouter(): RequestHandler {
  const router = Router()
  for (const [path, handler] of Object.entries(webhooks)) {
    router.post(path, express.raw({ type: () => true, limit: "1mb" }), handler())
  }
  return router
}

const READ = ["GET", "HEAD"]

function compose(program: Program, routes: Record<string, ListedRoute>): Booted {
  const { running } = program
  const stopping = () => program.stopping
  const checks = Object.assign({}, ...running.map((part) => part.checks)) as Record<string, Check>
  const readOnly = ["/assets/*", "/health", "/ready", "/metrics", "/events", ...Object.keys(api)]
  const read = Object.fromEntries(readOnly.map((path) => [path, READ]))
  const taken = Object.fromEntries(Object.keys(webhooks).map((path) => [path, ["POST"]]))
  const others = { ...read, ...taken }
  return {
    env,
    prelude: prelude({
      env,
      routePattern: routePatterns(routes, Object.keys(others)),
      methods: { ...pageMethods(routes), ...others },
    }),
    routers: {
      health: health({ checks, stopping }),
      webhooks: webhookRouter(),
      api: apiRouter(),
      feed: Router().get("/events", feedHandler()),
    },
    lastResort,
    pages: (build) => pages(withRefusalPages(withAbsenceSaid(withStepUp(build))), loadContext),
    async started(address) {
      for (const part of running) await part.started?.(address)
    },
    async drain() {
      program.stopping = true
      await Promise.all(running.map((part) => part.drain?.()))
    },
    stop: () => stopAll(running),
    survives(error) {
      if (!isDatabaseUnable(error)) return false
      log.warn({ error }, "the database cannot serve")
      return true
    },
    failed: (error, message) => log.fatal({ error }, message),
  }
}

let composed: Promise<Booted> | undefined

/** Starts the program, once per process; in development a reloaded build composes its handlers anew around what runs. */
export function boot(routes: Record<string, ListedRoute>): Promise<Booted> {
  composed ??= once("program", startAll).then((program) => compose(program, routes))
  return composed
}
