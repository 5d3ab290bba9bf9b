import { AsyncLocalStorage } from "node:async_hooks"
import { type DestinationStream, type Logger, pino } from "pino"
import { env } from "./env.server"
import { once } from "./once.server"

/** What every line written during a request carries; doors fill in the organization and the person when they know them. */
export type RequestNotes = { requestId: string; organizationId?: string; personId?: string }

/** The request in hand, for logging alone: code that decides anything gets its request passed in. */
export const requestScope = once("request-scope", () => new AsyncLocalStorage<RequestNotes>())

/** Adds to the lines of the request in hand who it turned out to be. */
export function noteRequest(notes: Partial<Omit<RequestNotes, "requestId">>): void {
  const scope = requestScope.getStore()
  if (scope) Object.assign(scope, notes)
}

const secrets: [RegExp, string][] = [
  [
    /"(authorization|cookie|set-cookie|password|stripe-signature|secret|token)":(?:"(?:[^"\\]|\\.)*"|\[[^\]]*\])/gi,
    '"$1":"[redacted]"',
  ],
  [/\b(Bearer|Basic) [\w.~+/=-]+/gi, "$1 [redacted]"],
  [/\b(whsec_|sk_|rk_|SG\.|signoff_live_)[\w.-]+/g, "$1[redacted]"],
  [/([?&](?:secret|code|state|token)=)[^&\s"]+/gi, "$1[redacted]"],
  [/\/(p|i|reset|invitation|webhooks\/\w+)\/[\w%~-]{8,}/g, "/$1/…"],
  [/\/[\w-]{43,}/g, "/…"],
  [/\b(postgres(?:ql)?|smtps?):\/\/[^\s"@/]+@/g, "$1://[redacted]@"],
]

/** A line without authorization, cookies, link tokens, provider keys and passwords in addresses. */
export function redact(line: string): string {
  return secrets.reduce((text, [found, shown]) => text.replace(found, shown), line)
}

type Described = { type: string; message: string; code?: string; stack?: string; cause?: Described }

/** An error as it is logged: with its causes, without the parameters of a query. */
export function describeError(error: unknown): Described {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) }
  const withoutParameters = (text: string) => text.replace(/\nparams: [\s\S]*?(?=\n {4}at |$)/, "")
  const code = (error as { code?: unknown }).code
  return {
    type: error.constructor.name,
    message: withoutParameters(error.message),
    code: typeof code === "string" ? code : undefined,
    stack: error.stack && withoutParameters(error.stack),
    cause: error.cause === undefined ? undefined : describeError(error.cause),
  }
}

/** A logger of JSON lines with timestamp, level, message and the request's notes; exported for tests, which read what it writes. */
export function makeLog(level: string, to?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      messageKey: "message",
      errorKey: "error",
      timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      mixin: () => ({ ...requestScope.getStore() }),
      serializers: { error: describeError, err: describeError },
      hooks: { streamWrite: redact },
    },
    ...(to ? [to] : []),
  )
}

/** The process's log. Durations are in milliseconds. */
export const log: Logger = new Proxy({} as Logger, {
  get(_, name) {
    const logger = once("log", () => makeLog(env.LOG_LEVEL))
    const value = Reflect.get(logger, name)
    return typeof value === "function" ? value.bind(logger) : value
  },
})
