import { and, desc, eq, inArray, sql } from "drizzle-orm"
import { z } from "zod"
import { events } from "#db/schema/events"
import { members } from "#db/schema/organizations"
import { legalHolds } from "#db/schema/retention"
import { query } from "~/platform/data/query.server"
import type { Reading } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import { countDue } from "./due-rows.server"
import { LiftLegalHoldInput } from "./inputs.server"
import { getOrganization } from "./organization-queries.server"
import { mostCounted, nextPurge, type PerClass } from "./retention"
import { periodsOf } from "./retention-periods.server"

/** How many runs and holds are shown, the newest of each. */
const mostShown = 10

/** For how long each class is kept, how much of it the clock purges next and when, what it purged lately, and the legal holds. */
export const getRetention = query({
  name: "get-retention",
  permission: "retention-policies.read",
  actors: ["staff"],
  input: z.object({}),
  async run(ctx) {
    const { timeZone, locale } = await getOrganization(ctx, {})
    const [days, nextAt] = [await periodsOf(ctx), nextPurge(ctx.now)]
    const due = await countDue(ctx, nextAt, days, mostCounted)
    return { days, due, nextAt, runs: await lastRuns(ctx), holds: await holdsOf(ctx), timeZone, locale }
  },
})

/** One legal hold, to be lifted. */
export const getLegalHold = query({
  name: "get-legal-hold",
  permission: "retention-policies.read",
  actors: ["staff"],
  input: LiftLegalHoldInput,
  async run(ctx, { holdId }) {
    const [hold] = await ctx.db.select().from(legalHolds).where(eq(legalHolds.id, holdId))
    if (!hold) throw new NotFound("hold")
    return { id: hold.id, reason: hold.reason, stands: hold.liftedAt === null }
  },
})

/** The runs that purged something, the newest first, with what each purged in all. */
async function lastRuns({ db }: Reading) {
  const rows = await db
    .select({ id: events.id, at: events.occurredAt, payload: events.payload })
    .from(events)
    .where(and(eq(events.name, "data-class.purged"), sql`${events.payload} ->> 'isDone' = 'true'`))
    .orderBy(desc(events.occurredAt), desc(events.id))
    .limit(mostShown)
  return rows.map(({ id, at, payload }) => ({ id, at, purged: payload.purged as PerClass }))
}

/** The latest holds, with who placed and who lifted them. */
async function holdsOf({ db }: Reading) {
  const rows = await db.select().from(legalHolds).orderBy(desc(legalHolds.id)).limit(mostShown)
  const people = [...new Set(rows.flatMap(({ placedById, liftedById }) => [placedById, liftedById ?? placedById]))]
  const named = people.length
    ? await db
        .select({ id: members.personId, name: members.name })
        .from(members)
        .where(inArray(members.personId, people))
    : []
  const names = new Map(named.map(({ id, name }) => [id, name]))
  return rows.map(({ id, reason, createdAt, placedById, liftedAt, liftedById }) => ({
    ...{ id, reason, placedAt: createdAt, liftedAt },
    placedBy: names.get(placedById) ?? "Somebody who left",
    liftedBy: liftedById && (names.get(liftedById) ?? "Somebody who left"),
  }))
}
