import { eq } from "drizzle-orm"
import { leads } from "#db/schema/leads"
import { command } from "~/platform/data/command.server"
import { AssignLeadInput } from "./inputs.server"
import { getLead } from "./lead-queries.server"

/** Gives a lead to a member; a new lead is being worked on from then. */
export const assignLead = command({
  name: "assign-lead",
  actors: ["staff", "system"],
  input: AssignLeadInput,
  async step(ctx, { leadId, ownerId }) {
    const lead = await getLead(ctx, { leadId })
    if (lead.ownerId === ownerId) return ctx.unchanged({ leadId })
    const status = lead.status === "new" && ownerId ? "working" : lead.status
    await ctx.db.update(leads).set({ ownerId, status }).where(eq(leads.id, leadId))
    ctx.record("lead.assigned", { leadId, ownerId }, { before: { ownerId: lead.ownerId }, after: { ownerId } })
    return { leadId }
  },
})
