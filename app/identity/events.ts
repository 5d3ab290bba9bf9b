import type { Id } from "~/platform/language/ids"

/** What happens about a person's account: signing in and out, finding the way back in. The organizations it concerns are told. */
export type IdentityEvents = {
  "session.started": { personId: Id<"people">; sessionId: Id<"sessions">; isNewDevice: boolean }
  /** A member proved anew who they are. */
  "session.confirmed": { sessionId: Id<"sessions"> | null }
  /** A member ended one of their sessions, or all others: as many as stood in the organization that reads it. */
  "session.revoked": { sessionId: Id<"sessions"> | null; ended: number }
  "session.refused": {
    reason: "unknown" | "password" | "passkey" | "disabled" | "no-membership"
    /** Whose account it was, where there is one. */
    personId: Id<"people"> | null
  }
  "session.ended": { personId: Id<"people">; everywhere: boolean }
  /** A right password, and the sign-in waits for the second factor. */
  "factor.requested": { personId: Id<"people"> }
  "factor.refused": { personId: Id<"people"> }
  /** A member proved anew, by a second factor, who they are. */
  "factor.confirmed": { personId: Id<"people"> }
  "factor-change.mailed": { personId: Id<"people"> }
  "challenge.requested": { personId: Id<"people"> | null }
  "authenticator.created": { personId: Id<"people"> }
  "authenticator.confirmed": { personId: Id<"people"> }
  "authenticator.deleted": { personId: Id<"people"> }
  "recovery-code.used": { personId: Id<"people">; left: number }
  "recovery-code.renewed": { personId: Id<"people"> }
  "passkey.requested": { personId: Id<"people"> }
  "passkey.created": { personId: Id<"people">; passkeyId: Id<"passkeys"> }
  "passkey.edited": { personId: Id<"people">; passkeyId: Id<"passkeys"> }
  "passkey.deleted": { personId: Id<"people">; passkeyId: Id<"passkeys"> }
  /** Its counter did not go up: there may be a copy of it. */
  "passkey.refused": { personId: Id<"people">; passkeyId: Id<"passkeys"> }
  "reset.requested": { known: boolean }
  "reset.mailed": { personId: Id<"people"> }
  "password.reset": { personId: Id<"people"> }
  /** A member chose a new password, which ended their other sessions, as many as stood in the organization that reads it. */
  "password.edited": { personId: Id<"people">; ended: number }
  "email-change.requested": { personId: Id<"people"> }
  "email-change.mailed": { personId: Id<"people"> }
  "email-change.confirmed": { personId: Id<"people"> }
  /** A person was told of something about their account that might have been somebody else. */
  "notice.mailed": { personId: Id<"people">; about: "device" | "password" | "email-asked" | "email-changed" }
  /** Whoever runs the program made somebody one who looks after the installation, or no longer one. */
  "super-admin.assigned": { personId: Id<"people">; isSuperAdmin: boolean }
  /** Counters of limits were deleted because their windows are long over. */
  "limit.expired": { windows: number }
  "webhook.received": { provider: string; type: string; eventId: string }
  "webhook.failed": { provider: string; type: string; eventId: string; reason: string }
  "webhook.processed": { provider: string; type: string; eventId: string; outcome: string }
}
