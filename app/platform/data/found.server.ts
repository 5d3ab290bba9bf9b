import { sql } from "drizzle-orm"
import type { EventName, Events } from "~/platform/language/events"
import { type Id, newId } from "~/platform/language/ids"
import { mint } from "./contexts.server"
import { type RecordedEvent, writeEvents } from "./events.server"
import { enqueueJob } from "./jobs.server"
import type { EventDetail, Work } from "./work.server"

type Founding = Work<"system"> & { readonly organizationId: Id<"organizations"> }

/**
 * Turns a transaction that stands above every organization into one of a new organization, and does `run` in it as the
 * system. What is recorded there are the organization's own events, with their consequences. Throws TypeError when the
 * transaction belongs to an organization already.
 */
export async function foundOrganization<R>(
  above: Work<"anonymous">,
  run: (within: Founding) => Promise<R>,
): Promise<R> {
  const { caller } = above
  if (caller.kind !== "anonymous") throw new TypeError("An organization is founded from outside of any")
  const organizationId = newId<"organizations">()
  await above.db.execute(sql`select set_config('app.organization_id', ${organizationId}, true)`)
  const { now, mails, requestId, ip, userAgent } = caller
  const system = mint({ kind: "system", organizationId, cause: "founding", now, mails, requestId, ip, userAgent })
  const recorded: RecordedEvent[] = []
  const within: Founding = {
    ...above,
    organizationId,
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
