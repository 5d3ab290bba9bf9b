import type { Id } from "~/platform/language/ids"
import type { Act } from "./act"
import type { Cast } from "./cast.server"
import type { StoryClock } from "./days"
import type { Road } from "./road"

/** A client in our books. */
export type Client = { companyId: Id<"companies">; contactId: Id<"contacts">; dealId: Id<"deals"> }

/** What an act of a road works with: the road's clock, its people, and a name for each act so that none is told twice. */
export type Told = {
  cast: Cast
  clock: StoryClock
  road: Road
  once(act: string): { submission: string }
  /** An act when it has happened at all: on its day, at a time of the wall clock. */
  act(when: { daysAgo: number } | undefined, time: string, tell: (now: Date) => Promise<unknown>): Act[]
  /** Who the client became in our books; known once they were met. */
  client(): Client
  dealId(): Id<"deals">
}

/** Whoever looks after this client. */
export const asOwner = ({ cast, road }: Told, now: Date) => cast.as(road.owner, now)
