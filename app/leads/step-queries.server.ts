import { and, desc, eq } from "drizzle-orm"
import { z } from "zod"
import { eventSubjects, events } from "#db/schema/events"
import { query } from "~/platform/data/query.server"
import { id } from "~/platform/language/fields.server"
import { leadStatuses } from "./lead"
import { findLead } from "./lead-queries.server"

const steps = ["lead.qualified", "lead.disqualified"] as const

const Step = z.object({ from: z.enum(leadStatuses) })

/** The last time a lead took a step, as it was recorded: where it stood before. */
export const findLastStep = query({
  name: "find-last-step",
  permission: "leads.read",
  actors: ["staff", "system"],
  input: z.object({ leadId: id("leads"), step: z.enum(steps) }),
  async run(ctx, { leadId, step }) {
    if (!(await findLead(ctx, { leadId }))) return null
    const [last] = await ctx.db
      .select({ payload: events.payload })
      .from(eventSubjects)
      .innerJoin(events, eq(events.id, eventSubjects.eventId))
      .where(and(eq(eventSubjects.subjectId, leadId), eq(events.name, step)))
      .orderBy(desc(eventSubjects.eventId))
      .limit(1)
    return Step.safeParse(last?.payload).data ?? null
  },
})
