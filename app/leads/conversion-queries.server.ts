import { and, eq, gt, inArray } from "drizzle-orm"
import { z } from "zod"
import { eventSubjects, events } from "#db/schema/events"
import { query } from "~/platform/data/query.server"
import { id } from "~/platform/language/fields.server"
import { LeadIdInput } from "./inputs.server"
import { leadStatuses } from "./lead"
import { findLead } from "./lead-queries.server"

const Converted = z.object({
  from: z.enum(leadStatuses),
  made: z.array(z.enum(["company", "contact", "link"])),
  companyId: id("companies"),
  contactId: id("contacts"),
  dealId: id("deals"),
})

/**
 * What a lead's conversion made and where the lead stood before; null when the lead is not converted. It can be taken back
 * while it is untouched: since then nothing happened to the deal, nor to the company and the contact made with it.
 */
export const findConversion = query({
  name: "find-conversion",
  permission: "leads.read",
  actors: ["staff", "system"],
  input: LeadIdInput,
  async run(ctx, { leadId }) {
    const lead = await findLead(ctx, { leadId })
    if (!lead?.dealId) return null
    const [event] = await ctx.db
      .select({ id: events.id, payload: events.payload })
      .from(eventSubjects)
      .innerJoin(events, eq(events.id, eventSubjects.eventId))
      .where(and(eq(eventSubjects.subjectId, lead.dealId), eq(events.name, "lead.converted")))
    const converted = Converted.safeParse(event?.payload).data
    if (!event || !converted) return null
    const { made, companyId, contactId, dealId } = converted
    const ours = [
      dealId,
      ...(made.includes("company") ? [companyId] : []),
      ...(made.includes("contact") ? [contactId] : []),
    ]
    const recordedAt = ctx.db.select({ at: events.recordedAt }).from(events).where(eq(events.id, event.id))
    const since = await ctx.db
      .select({ id: events.id })
      .from(eventSubjects)
      .innerJoin(events, eq(events.id, eventSubjects.eventId))
      .where(and(inArray(eventSubjects.subjectId, ours), gt(events.recordedAt, recordedAt)))
      .limit(1)
    return { ...converted, isUntouched: since.length === 0 }
  },
})
