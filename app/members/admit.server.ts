import { webPool } from "~/platform/data/database.server"
import type { Id } from "~/platform/language/ids"
import { consume, hold, limits } from "~/platform/security/limits.server"

/** Counts so many invitations of an organization; answers the seconds to wait when that is too many, else null. */
export async function admitInvitations(organizationId: Id<"organizations">, count: number): Promise<number | null> {
  for (let at = 0; at < count; at++) {
    for (const limit of [limits.inviteMinute, limits.invite]) {
      const { allowed, retryAfter } = await consume(webPool(), limit, organizationId)
      if (!allowed) return retryAfter
    }
  }
  return null
}

/** Throws 429 for an invitation that is accepted too often. */
export const admitJoining = (token: string) => hold(webPool(), limits.join, token)
