import { eq } from "drizzle-orm"
import { leads } from "#db/schema/leads"
import { command } from "~/platform/data/command.server"
import { AssignLeadInput } from "./inputs.server"
import { assertMayOwn } from "./lead-owners.server"
import { getLead } from "./lead-queries.server"

/** Gives a lead to a member, or to nobody. A new lead is being worked on from then; one that nobody has is new again. */
export const assignLead = command({
  name: "assign-lead",
  actors: ["staff", "system"],
  input: AssignLeadInput,
  async step(ctx, { leadId, ownerId }) {
    const lead = await getLead(ctx, { leadId })
    if (lead.ownerId === ownerId) return ctx.unchanged({ leadId })
    if (ownerId) await assertMayOwn(ctx, ownerId)
    const status = assigned(lead.status, ownerId !== null)
    await ctx.db.update(leads).set({ ownerId, status }).where(eq(leads.id, leadId))
    ctx.record("lead.assigned", { leadId, ownerId }, { before: { ownerId: lead.ownerId }, after: { ownerId } })
    return { leadId }
  },
})

function assigned(status: (typeof leads.$inferSelect)["status"], hasOwner: boolean) {
  if (status === "new" && hasOwner) return "working"
  return status === "working" && !hasOwner ? "new" : status
}
