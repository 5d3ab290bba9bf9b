import type { Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { beginCeremony } from "./ceremonies.server"
import { hasFactor, ownOf } from "./factors-of.server"
import { recordOfAccount } from "./record-of-account.server"
import { type SessionStart, startSession } from "./start-session.server"

/** How long a sign-in waits for its second factor. */
export const factorMinutes = 10

/** A browser's new session; or, for a person with a second factor, the secret of the sign-in that waits for it. */
export type Entered = { secret: string } | { pending: string }

/**
 * Lets a person in who has shown one thing: the password, or the mailbox. Who has a second factor gets no session by that, but
 * a sign-in that waits for it. Null when they belong to no organization.
 */
export async function enter(ctx: Work, personId: Id<"people">, start: SessionStart = {}): Promise<Entered | null> {
  if (!(await hasFactor(ctx, ownOf(personId)))) {
    const secret = await startSession(ctx, personId, start)
    return secret === null ? null : { secret }
  }
  const { organizationId = null, isBound = false } = start
  const state = { organizationId, isBound }
  const pending = await beginCeremony(ctx, { kind: "second-factor", personId, state, minutes: factorMinutes })
  await recordOfAccount(ctx, { personId, byThem: false }, "factor.requested", { personId })
  return { pending }
}
