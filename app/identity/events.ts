import type { Id } from "~/platform/language/ids"

/** What happens before or above any organization: signing in and out, finding the way back in. */
export type IdentityEvents = {
  "session.started": { personId: Id<"people">; sessionId: Id<"sessions"> }
  "session.refused": { reason: "unknown" | "password" | "disabled" | "no-membership" }
  /** A member proved anew who they are. */
  "session.confirmed": { sessionId: Id<"sessions"> | null }
  "session.ended": { personId: Id<"people">; everywhere: boolean }
  "reset.requested": { known: boolean }
  "reset.mailed": { personId: Id<"people"> }
  "password.reset": { personId: Id<"people"> }
  /** Counters of limits were deleted because their windows are long over. */
  "limit.expired": { windows: number }
  "webhook.received": { provider: string; type: string; eventId: string }
  "webhook.failed": { provider: string; type: string; eventId: string; reason: string }
  "webhook.processed": { provider: string; type: string; eventId: string; outcome: string }
}
