import { and, eq } from "drizzle-orm"
import { sessions } from "#db/schema/people"
import type { Reading } from "~/platform/data/work.server"
import { Forbidden } from "~/platform/language/errors"

/** Whether the member came in by their organization's identity provider, whose word is good for that organization alone. */
export async function isBoundHere({ db, caller }: Reading<"staff">): Promise<boolean> {
  if (caller.sessionId === null) return false
  const [session] = await db
    .select({ isBound: sessions.isBoundToOrganization })
    .from(sessions)
    .where(eq(sessions.id, caller.sessionId))
  return session?.isBound ?? false
}

/**
 * Refuses what changes a person in all their organizations (password, address, second factors) to whoever came in by one
 * organization's identity provider: its word must not reach beyond it, nor before the person's own (docs/decisions, 18).
 */
export async function assertOwnAccount(ctx: Reading<"staff">, permission: string) {
  if (await isBoundHere(ctx)) {
    const sentence =
      "You came in by your organization's identity provider, which cannot change your account. Sign in by your e-mail address first; “Forgot your password?” gives you a password."
    throw new Forbidden(permission, sentence)
  }
}

/** Which of their sessions a member may see and end: by an organization's provider, only those that it opened there. */
export async function withinReach(ctx: Reading<"staff">) {
  if (!(await isBoundHere(ctx))) return undefined
  return and(eq(sessions.isBoundToOrganization, true), eq(sessions.organizationId, ctx.caller.organizationId))
}
