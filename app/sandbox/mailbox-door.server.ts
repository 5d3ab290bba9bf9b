import { type AppLoadContext, data } from "@remix-run/node"
import { env } from "~/platform/env.server"
import { memberOf } from "~/platform/http/context.server"
import type { ErrorBody } from "~/platform/http/respond.server"

/**
 * Lets in who may read the sandbox's mails, which carry sign-in links: this machine, and otherwise a signed-in owner. To
 * anybody else, and where the sandbox is off, there is nothing.
 */
export async function mailboxReader(args: { request: Request; context: AppLoadContext }): Promise<void> {
  if (env.sandboxOn && (args.context.local || (await memberOf(args))?.role === "owner")) return
  throw nothingHere("This page does not exist, or is no longer there.")
}

/** The answer for what does not exist. */
export function nothingHere(message: string) {
  const body: ErrorBody = { kind: "not-found", message }
  return data(body, { status: 404 })
}
