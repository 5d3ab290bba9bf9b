import { leads } from "#db/schema/leads"
import { command } from "~/platform/data/command.server"
import { transition } from "~/platform/data/transition.server"
import { LeadIdInput } from "./inputs.server"
import { getLead } from "./lead-queries.server"

/** Says that an enquiry is worth a deal. */
export const qualifyLead = command({
  name: "qualify-lead",
  actors: ["staff", "system"],
  input: LeadIdInput,
  async step(ctx, { leadId }) {
    const { status: from } = await getLead(ctx, { leadId })
    if (from === "qualified") return ctx.unchanged({ leadId })
    await transition(ctx, leads, leadId, ["new → qualified", "working → qualified"])
    ctx.record("lead.qualified", { leadId, from })
    return { leadId }
  },
})
