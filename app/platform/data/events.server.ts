import { type SQL, sql } from "drizzle-orm"
import { installationEvents } from "#db/schema/people"
import type { EventName, Events } from "~/platform/language/events"
import { type Id, isId, newId } from "~/platform/language/ids"
import { house } from "./house.server"
import { toJson } from "./json.server"
import type { EventDetail, Work } from "./work.server"

/** An event as recorded in the transaction under way. */
export type RecordedEvent<Name extends EventName = EventName> = {
  id: Id<"events">
  name: Name
  payload: Events[Name]
  detail: EventDetail
}

/** How long a chain of consequences may get before it is taken for a loop. */
const longestChain = 8

/** Writes the events of a step, then their consequences, until nothing new happened. */
export async function writeEvents(ctx: Work<"system">, take: () => RecordedEvent[]) {
  for (let depth = 0; ; depth++) {
    const recorded = take()
    if (recorded.length === 0) return
    if (depth >= longestChain)
      throw new Error(`Events cause each other without end: ${recorded.map((e) => e.name).join(", ")}`)
    ctx.later(ctx.db.execute(rowsOf(ctx, recorded)))
    for (const event of recorded) await consequences(ctx, event)
  }
}

/** Events with what stands beside each, in one statement: its personal part, the records it is about, and a word to whoever listens. */
function rowsOf({ actor, caller }: Work<"system">, recorded: readonly RecordedEvent[]): SQL {
  const written = recorded.map(({ id, name, payload, detail }) => {
    const facts = toJson(payload) as Record<string, unknown>
    return { id, name, payload: facts, subjects: subjectsOf(facts), ...(toJson(detail) as EventDetail) }
  })
  return sql`
    with recorded as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(written)}::jsonb)
        as e(id uuid, name text, payload jsonb, subjects uuid[], before jsonb, after jsonb, personal jsonb)
    ), written as (
      insert into events (id, name, actor_kind, actor_id, request_id, payload)
      select id, name, ${actor.kind}::text, ${actor.id}::uuid, ${caller.requestId}::text, payload from recorded
    ), detailed as (
      insert into event_details (event_id, actor_name, ip, user_agent, before, after, personal)
      select id, ${actor.name}::text, ${caller.ip}::text, ${caller.userAgent}::text, before, after, personal from recorded
    ), about as (
      insert into event_subjects (subject_id, event_id) select subject, id from recorded, unnest(subjects) as subject
    )
    select pg_notify('signoff_feed', json_build_object('organization', ${caller.organizationId}::text, 'event', name)::text)
    from recorded`
}

async function consequences<Name extends EventName>(ctx: Work<"system">, event: RecordedEvent<Name>) {
  for (const reaction of house().reactions[event.name] ?? []) await reaction(ctx, event.payload)
  for (const consumer of house().consumers) await consumer(ctx, event)
}

/** An event is about every record whose id its payload names. */
function subjectsOf(payload: Record<string, unknown>) {
  const ids = Object.entries(payload).filter(
    ([key, value]) => key.endsWith("Id") && typeof value === "string" && isId(value),
  )
  return [...new Set(ids.map(([, value]) => value as string))]
}

/** An event of the installation: before or above any organization. */
export function writeInstallationEvents({ db, later, actor, caller }: Work<"anonymous">, recorded: RecordedEvent[]) {
  if (recorded.length === 0) return
  const { ip, userAgent, requestId } = caller
  const rows = recorded.map(({ name, payload }) => ({
    ...{ id: newId<"installation_events">(), name, personId: actor.personId, ip, userAgent, requestId },
    payload: toJson(payload) as Record<string, unknown>,
  }))
  later(db.insert(installationEvents).values(rows))
}
