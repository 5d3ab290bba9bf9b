import type { RequestHandler } from "express"
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client"
import { env } from "./env.server"
import { isDomainError } from "./language/errors"
import { once } from "./once.server"
import { sameText } from "./security/crypto.server"

/** Seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.35, 0.5, 1, 2.5, 5, 10]

function makeMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const request = ["method", "route", "status"] as const
  return {
    registry,
    requests: new Counter({ name: "http_requests_total", help: "Requests answered", labelNames: request, registers }),
    errors: new Counter({
      name: "http_request_errors_total",
      help: "Requests answered with 500 or more",
      labelNames: request,
      registers,
    }),
    durations: new Histogram({
      name: "http_request_duration_seconds",
      help: "Time from a request's head to the end of its answer",
      labelNames: request,
      buckets: BUCKETS,
      registers,
    }),
    commands: new Counter({
      name: "commands_total",
      help: "Commands run",
      labelNames: ["command", "outcome"],
      registers,
    }),
    commandDurations: new Histogram({
      name: "command_duration_seconds",
      help: "Time of a command, its transaction included",
      labelNames: ["command"],
      buckets: BUCKETS,
      registers,
    }),
    jobs: new Counter({ name: "jobs_total", help: "Jobs run", labelNames: ["task", "outcome"], registers }),
    mails: new Counter({
      name: "mails_total",
      help: "Mails handed to the mail service",
      labelNames: ["outcome"],
      registers,
    }),
    webhooks: new Counter({
      name: "webhooks_total",
      help: "Webhooks received",
      labelNames: ["provider", "outcome"],
      registers,
    }),
  }
}

const held = () => once("metrics", makeMetrics)

/** Counts one answer under its route's pattern; `seconds` from its head to its end. */
export function observeRequest({
  method,
  route,
  status,
  seconds,
}: {
  method: string
  route: string
  status: number
  seconds: number
}): void {
  const { requests, errors, durations } = held()
  const labels = { method, route, status: String(status) }
  requests.inc(labels)
  durations.observe(labels, seconds)
  if (status >= 500) errors.inc(labels)
}

/** Runs a command and counts how it ended and how long it took; a refusal in the domain's words is no failure. */
export async function observeCommand<T>(command: string, run: () => Promise<T>): Promise<T> {
  const { commands, commandDurations } = held()
  const end = commandDurations.startTimer({ command })
  try {
    const result = await run()
    commands.inc({ command, outcome: "done" })
    return result
  } catch (error) {
    commands.inc({ command, outcome: isDomainError(error) ? "refused" : "failed" })
    throw error
  } finally {
    end()
  }
}

/** Runs one job and counts how it ended. */
export async function countJob<T>(task: string, run: () => Promise<T>): Promise<T> {
  try {
    const result = await run()
    held().jobs.inc({ task, outcome: "done" })
    return result
  } catch (error) {
    held().jobs.inc({ task, outcome: "failed" })
    throw error
  }
}

/** Counts one mail handed over, or refused by the mail service. */
export const countMail = (outcome: "sent" | "failed"): void => held().mails.inc({ outcome })
/** Counts one webhook: taken, taken before, or refused. */
export const countWebhook = (provider: string, outcome: "taken" | "repeated" | "refused"): void =>
  held().webhooks.inc({ provider, outcome })

/** Registers a figure that is read each time the metrics are asked for, such as how many jobs wait. The newest reader of a name holds. */
export function gauge(name: string, help: string, read: () => Promise<number> | number): void {
  const { registry } = held()
  registry.removeSingleMetric(name)
  const made: Gauge = new Gauge({ name, help, registers: [registry], collect: async () => made.set(await read()) })
}

/** `/metrics`, for a bearer of METRICS_TOKEN or, where none is set, for this machine alone. */
export const metricsHandler: RequestHandler = async (req, res, next) => {
  const token = env.METRICS_TOKEN
  const allowed = token ? sameText(req.headers.authorization ?? "", `Bearer ${token}`) : res.locals.local
  if (!allowed) {
    res
      .status(token ? 401 : 403)
      .set(token ? { "WWW-Authenticate": "Bearer" } : {})
      .type("text/plain")
      .send("Not for you.\n")
    return
  }
  try {
    const { registry } = held()
    res.set("Content-Type", registry.contentType).send(await registry.metrics())
  } catch (error) {
    next(error)
  }
}
