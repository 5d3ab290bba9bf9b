import type { Id } from "~/platform/language/ids"

/** What a member does with their notices. */
export type NotificationEvents = {
  "notification-preference.edited": { memberId: Id<"people"> }
  /** What waited for the morning, or for the end of quiet hours, was mailed to a member in one mail. */
  "digest.mailed": { memberId: Id<"people">; count: number }
  "notification.dismissed": { memberId: Id<"people">; count: number }
}
