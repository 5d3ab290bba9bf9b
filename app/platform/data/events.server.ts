import { sql } from "drizzle-orm"
import { eventDetails, eventSubjects, events } from "#db/schema/events"
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
    for (const event of recorded) await writeEvent(ctx, event)
    for (const event of recorded) await consequences(ctx, event)
  }
}

async function writeEvent(ctx: Work<"system">, event: RecordedEvent) {
  const payload = toJson(event.payload) as Record<string, unknown>
  if (ctx.caller.kind !== "system") return
  await ctx.db.insert(events).values({
    id: event.id,
    name: event.name,
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.id,
    requestId: ctx.caller.requestId,
    payload,
  })
  await ctx.db.insert(eventDetails).values({
    eventId: event.id,
    actorName: ctx.actor.name,
    ip: ctx.caller.ip,
    userAgent: ctx.caller.userAgent,
    before: toJson(event.detail.before) as Record<string, unknown> | undefined,
    after: toJson(event.detail.after) as Record<string, unknown> | undefined,
    personal: toJson(event.detail.personal) as Record<string, unknown> | undefined,
  })
  const subjects = subjectsOf(payload)
  if (subjects.length > 0) {
    await ctx.db.insert(eventSubjects).values(subjects.map((subjectId) => ({ subjectId, eventId: event.id })))
  }
  const told = JSON.stringify({ organization: ctx.caller.organizationId, event: event.name })
  await ctx.db.execute(sql`select pg_notify('signoff_feed', ${told})`)
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
export async function writeInstallationEvents(ctx: Work<"anonymous">, recorded: RecordedEvent[]) {
  for (const event of recorded) {
    await ctx.db.insert(installationEvents).values({
      id: newId(),
      name: event.name,
      personId: ctx.actor.personId,
      ip: ctx.caller.ip,
      userAgent: ctx.caller.userAgent,
      requestId: ctx.caller.requestId,
      payload: toJson(event.payload) as Record<string, unknown>,
    })
  }
}
