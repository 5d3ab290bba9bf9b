import { type AppLoadContext, data } from "@remix-run/node"
import { env } from "~/platform/env.server"
import { memberOf } from "~/platform/http/context.server"
import type { ErrorBody } from "~/platform/http/respond.server"
import type { MailboxReach } from "./mailbox.server"

/**
 * Lets in who may read the sandbox's mails, which carry sign-in links: this machine under a name of its own (a proxy on it
 * that does not say so passes on another name) reads all of them, and otherwise a signed-in owner those of the organization.
 * To anybody else, and where the sandbox is off, there is nothing.
 */
export async function mailboxReader(args: { request: Request; context: AppLoadContext }): Promise<MailboxReach> {
  if (env.sandboxOn && isThisMachine(args.context)) return "all"
  const member = env.sandboxOn ? await memberOf(args) : null
  if (member?.role === "owner") return member.organizationId
  throw nothingHere("This page does not exist, or is no longer there.")
}

const isThisMachine = ({ local, origin }: AppLoadContext) =>
  local && ["localhost", "127.0.0.1", "[::1]"].includes(new URL(origin).hostname)

/** The answer for what does not exist. */
export function nothingHere(message: string) {
  const body: ErrorBody = { kind: "not-found", message }
  return data(body, { status: 404 })
}
