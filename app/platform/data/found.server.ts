import { sql } from "drizzle-orm"
import type { EventName, Events } from "~/platform/language/events"
import { type Id, newId } from "~/platform/language/ids"
import { mint } from "./contexts.server"
import type { Db } from "./database.server"
import { type RecordedEvent, writeEvents } from "./events.server"
import { enqueueJob } from "./jobs.server"
import type { Actor, EventDetail, Work } from "./work.server"

type Within = Work<"system"> & { readonly organizationId: Id<"organizations"> }

/** Has a transaction stand in an organization from here on, with the wall around it; null is above every organization. */
export const standIn = (db: Db, organizationId: Id<"organizations"> | null) =>
  db.execute(sql`select set_config('app.organization_id', ${organizationId ?? ""}, true)`)

/**
 * Turns a transaction that stands above every organization into one of a new organization, and does `run` in it as the
 * system. What is recorded there are the organization's own events, with their consequences. Throws TypeError when the
 * transaction belongs to an organization already.
 */
export const foundOrganization = <R>(above: Work<"anonymous">, run: (within: Within) => Promise<R>): Promise<R> =>
  enterOrganization(above, { organizationId: newId<"organizations">(), cause: "founding", actor: above.actor }, run)

type Entry = { organizationId: Id<"organizations">; cause: string; actor: Actor }

/**
 * The same with an organization that was found by a correct secret, on behalf of whoever held it: `actor` is written as the one
 * who did it.
 */
export async function enterOrganization<R>(
  above: Work<"anonymous">,
  { organizationId, cause, actor }: Entry,
  run: (within: Within) => Promise<R>,
): Promise<R> {
  if (above.caller.kind !== "anonymous") throw new TypeError("An organization is entered from outside of any")
  await standIn(above.db, organizationId)
  const system = systemIn(above, organizationId, cause)
  const recorded: RecordedEvent[] = []
  const within: Within = {
    ...above,
    organizationId,
    actor,
    caller: system,
    record<Name extends EventName>(name: Name, payload: Events[Name], detail: EventDetail = {}) {
      recorded.push({ id: newId<"events">(), name, payload, detail })
    },
    enqueue: async (job) => above.later(enqueueJob(above.db, system, job)),
  }
  const result = await run(within)
  await writeEvents(within, () => recorded.splice(0))
  return result
}

/**
 * Writes into the record of another organization than the one that is acted in what concerns it too; `actor` is written as the
 * one who did it. Nothing waits for the answer, and the transaction stands afterwards where it stood.
 */
export async function recordElsewhere<Name extends EventName>(
  work: Work,
  { organizationId, actor }: Pick<Entry, "organizationId" | "actor">,
  name: Name,
  payload: Events[Name],
) {
  const { db, later, caller } = work
  const there = { ...work, actor, caller: systemIn(work, organizationId, "told of another's act"), permission: null }
  const told: RecordedEvent[] = [{ id: newId<"events">(), name, payload, detail: {} }]
  later(standIn(db, organizationId))
  await writeEvents(there, () => told.splice(0))
  later(standIn(db, caller.kind === "anonymous" ? null : caller.organizationId))
}

function systemIn({ caller }: Work, organizationId: Id<"organizations">, cause: string) {
  const { now, mails, requestId, ip, userAgent } = caller
  return mint({ kind: "system", organizationId, cause, now, mails, requestId, ip, userAgent })
}
