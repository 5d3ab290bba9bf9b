import { leads } from "#db/schema/leads"
import { command } from "~/platform/data/command.server"
import { transition } from "~/platform/data/transition.server"
import { LeadIdInput } from "./inputs.server"
import { getLead } from "./lead-queries.server"

/** Takes up a lead again that was put aside; why it was put aside stays in its history. */
export const reopenLead = command({
  name: "reopen-lead",
  actors: ["staff", "system"],
  input: LeadIdInput,
  async step(ctx, { leadId }) {
    const lead = await getLead(ctx, { leadId })
    await transition(ctx, leads, leadId, "disqualified → working", { lostReason: null })
    ctx.record("lead.reopened", { leadId }, { before: { lostReason: lead.lostReason } })
    return { leadId }
  },
})
