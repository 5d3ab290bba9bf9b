import type { ClientContext } from "~/platform/data/contexts.server"
import { webPool } from "~/platform/data/database.server"
import { addressKey, consume, limits } from "~/platform/security/limits.server"

/** Counts a post to the public form by where it came from. Answers the seconds to wait when it is one too many, else null. */
export async function countPost(ctx: ClientContext): Promise<number | null> {
  const { allowed, retryAfter } = await consume(webPool(), limits.leadFormAddress, addressKey(ctx.ip ?? ""))
  return allowed ? null : retryAfter
}

/** Counts an enquiry of a form. Answers whether more came within the hour than people send: those are kept aside, not refused. */
export async function isInFlood(ctx: ClientContext): Promise<boolean> {
  if (ctx.hold.of !== "form") return false
  return !(await consume(webPool(), limits.leadForm, ctx.hold.formId)).allowed
}
