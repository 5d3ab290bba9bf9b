import { eq } from "drizzle-orm"
import { sessions } from "#db/schema/people"
import type { Reading } from "~/platform/data/work.server"
import { Forbidden } from "~/platform/language/errors"
import type { Reach } from "./end-sessions.server"
import type { Holder } from "./factors-of.server"

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
 * Refuses what changes a person in all their organizations (password, address, passkeys) to whoever came in by one
 * organization's identity provider: its word must not reach beyond it, nor before the person's own (docs/decisions, 18).
 */
export async function assertOwnAccount(ctx: Reading<"staff">, permission: string) {
  if (await isBoundHere(ctx)) {
    const sentence =
      "You came in by your organization's identity provider, which cannot change your account. Sign in by your e-mail address first; “Forgot your password?” gives you a password."
    throw new Forbidden(permission, sentence)
  }
}

/** Where the session that asks reaches among its person's others. */
export const reachHere = async (ctx: Reading<"staff">): Promise<Reach> => ({
  isBound: await isBoundHere(ctx),
  organizationId: ctx.caller.organizationId,
})

/** Whose second factors the member who acts sets up and changes: their own, or by an organization's provider those for there. */
export async function factorsHere(ctx: Reading<"staff">): Promise<Holder> {
  const { personId, organizationId } = ctx.caller
  return { personId, organizationId: (await isBoundHere(ctx)) ? organizationId : null }
}
