import type { EventName, Events } from "~/platform/language/events"
import { once } from "~/platform/once.server"
import type { AnyCommand } from "./command.server"
import type { RecordedEvent } from "./events.server"
import type { AnyQuery } from "./query.server"
import type { Work } from "./work.server"

/** One consequence of an event in another domain, in the same transaction, as the system on behalf of who began. */
export type Reaction<Name extends EventName> = (ctx: Work<"system">, payload: Events[Name]) => Promise<unknown>

/** EVENTS: event → what follows elsewhere. */
export type Reactions = { [Name in EventName]?: Reaction<Name>[] }

/** Something that reads every event in the transaction that wrote it, such as the notices. */
export type Consumer = (ctx: Work<"system">, event: RecordedEvent) => Promise<void>

/** What the doors hand in: the platform knows no domain. */
export type House = {
  commands: readonly AnyCommand[]
  queries: readonly AnyQuery[]
  reactions: Reactions
  consumers: readonly Consumer[]
}

const holder = () => once<{ house: House | null }>("house", () => ({ house: null }))

/** Installs the registry, the reactions and the consumers; done again whenever the build is reloaded in development. */
export function installHouse(house: House) {
  holder().house = house
}

/** The house as installed. */
export function house(): House {
  const { house } = holder()
  if (!house) throw new Error("The house is not installed yet")
  return house
}
