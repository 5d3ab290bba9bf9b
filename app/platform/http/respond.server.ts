import { data, redirectDocument, replace } from "@remix-run/node"
import { type DomainError, isDomainError, isStepUpRequired } from "../language/errors"
import { log } from "../log.server"
import { type Notice, noticeCookie } from "./flash.server"
import { type Reply, withErrors } from "./form.server"
import { safePath } from "./safe-path"

/** What an error page is given, under `error.data` of the root's error boundary. */
export type ErrorBody = { kind: DomainError["kind"] | "too-many" | "malformed"; message: string }

const withNotice = (notice?: Notice): Record<string, string> => (notice ? { "Set-Cookie": noticeCookie(notice) } : {})

/** An act is done: back to where the person was, with a word about it. Never adds a step to the browser's history. */
export function done(to: string, notice?: Notice): Response {
  return replace(safePath(to), { status: 303, headers: withNotice(notice) })
}

/** Like `done`, to a page that ships no script (`handle.hydrate` false): the browser loads it whole. */
export function doneToDocument(to: string, notice?: Notice): Response {
  return redirectDocument(safePath(to), { status: 303, headers: withNotice(notice) })
}

/** The form was not accepted: 422 with everything typed and the errors, under `actionData.reply`. */
export function invalid<Extra extends object = object>(reply: Reply, extra?: Extra) {
  return data({ reply, ...(extra as Extra) }, { status: 422 })
}

function statusOf(error: DomainError): number {
  switch (error.kind) {
    case "not-found":
      return 404
    case "forbidden":
      return 403
    case "conflict":
      return 409
    case "invalid":
      return 422
    case "outside":
      return 503
    default:
      return error satisfies never
  }
}

/**
 * What a page's door throws instead of the error: a domain error as its answer, anything else as it is (a bug, 500). The wish for
 * a fresh proof stays as it is too: the build leads to where it is given.
 */
export function mapError(error: unknown): unknown {
  if (!isDomainError(error) || isStepUpRequired(error)) return error
  if (error.kind === "outside") log.warn({ error, service: error.service }, "an outside service failed")
  const body: ErrorBody = { kind: error.kind, message: error.message }
  return data(body, { status: statusOf(error), headers: error.kind === "outside" ? { "Retry-After": "30" } : {} })
}

/** A button was refused: back to where the person was, with the domain's sentence; throws on what is no refusal. */
export function refused(to: string, error: unknown): Response {
  if (!isDomainError(error) || error.kind === "not-found" || isStepUpRequired(error)) throw mapError(error)
  if (error.kind === "outside") log.warn({ error, service: error.service }, "an outside service failed")
  return done(to, { tone: "danger", text: error.message })
}

/** Asks for a page's data; the domain's refusals become the page's answer (404, 403, 409, 503). */
export async function answer<R>(ask: () => R | Promise<R>): Promise<R> {
  try {
    return await ask()
  } catch (error) {
    throw mapError(error)
  }
}

/** Asks several questions at once. When more than one is refused, the first in their order is the answer, whichever was faster. */
export async function together<Asked extends readonly unknown[] | []>(
  asked: Asked,
): Promise<{ -readonly [At in keyof Asked]: Awaited<Asked[At]> }> {
  await Promise.allSettled(asked)
  return Promise.all(asked)
}

/**
 * Runs a form's act. What the domain refuses about the input comes back at its field with everything typed, and whatever else the
 * form needs to be shown again; the rest is the page's answer.
 */
export async function attempt<R, Extra extends object = object>(
  reply: Reply,
  act: () => Promise<R>,
  extra?: () => Promise<Extra>,
) {
  try {
    return await act()
  } catch (error) {
    if (isDomainError(error) && (error.kind === "invalid" || error.kind === "conflict")) {
      const more = (await extra?.()) as Extra
      return data({ reply: withErrors(reply, error), ...more }, { status: error.kind === "conflict" ? 409 : 422 })
    }
    throw mapError(error)
  }
}
