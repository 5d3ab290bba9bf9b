import type { Id } from "~/platform/language/ids"

/** What a member does with their notices. */
export type NotificationEvents = {
  "notification.dismissed": { memberId: Id<"people">; count: number }
}
