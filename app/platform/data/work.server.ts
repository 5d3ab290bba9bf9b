import type { Permission } from "~/permissions"
import type { EventName, Events } from "~/platform/language/events"
import type { ActorKind, Context, ContextOf } from "./contexts.server"
import type { Db, Later } from "./database.server"

/** Who began what is being done, for the record: consequences keep the actor of the act. */
export type Actor = {
  kind: "staff" | "client" | "system"
  id: string | null
  name: string
  personId: ContextOf<"staff">["personId"] | null
}

/** What a query's body gets: a transaction it may read in, the clock, and who asks. */
export type Reading<Kind extends ActorKind = ActorKind> = {
  readonly db: Db
  readonly now: Date
  readonly actor: Actor
  /** Who asks or acts here; consequences of an act run as the system. */
  readonly caller: ContextOf<Kind>
  /** The permission the outermost command or query was let in by; null for all but staff. */
  readonly permission: Permission | null
}

/** Before and after of a change, and what of it names a person; kept apart from the facts. */
export type EventDetail = {
  before?: Record<string, unknown>
  after?: Record<string, unknown>
  personal?: Record<string, unknown>
}

/** What a command's step gets: a transaction it may write in, and the ways to say what happened and what follows. */
export type Work<Kind extends ActorKind = ActorKind> = Reading<Kind> & {
  /** Says that something happened; it is written, reacted to and told with the transaction, or not at all. */
  record<Name extends EventName>(name: Name, payload: Events[Name], detail?: EventDetail): void
  /** Sends a statement without waiting for its answer. */
  readonly later: Later
  /** Has a command run by the worker after the transaction, and only if it commits. */
  enqueue(job: Job): Promise<void>
  /** Says that nothing had to be done: a second convert, a repeated webhook. */
  unchanged<R>(result: R): R
  /** Whether mails of this act go out or are only kept for the record. */
  readonly mails: Context["mails"]
}

/** A command and its input, to be run by the worker; a key makes a waiting twin the same job. */
export type Job = { command: { name: string }; input: Record<string, unknown>; key?: string; runAt?: Date }

/** True once: a tool for exhaustive switches. */
export function unreachable(value: never): never {
  throw new TypeError(`Unexpected: ${String(value)}`)
}
