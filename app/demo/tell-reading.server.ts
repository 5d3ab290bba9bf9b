import { dismissNotification } from "~/notifications/dismiss-notification.server"
import type { Role } from "~/organizations/role"
import type { Act } from "./act"
import type { Cast } from "./cast.server"
import type { StoryClock } from "./days"

/** Everybody read what they were told up to two days ago; what came since is new. */
export function readingActs(cast: Cast, clock: StoryClock, roles: readonly Role[]): Act[] {
  return roles.map((role) => ({
    at: clock.at(2, "18:00"),
    tell: async (now) => {
      await dismissNotification(cast.as(role, now), {}, { submission: `demo read ${role}` })
    },
  }))
}
