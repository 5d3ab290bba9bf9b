import { leads } from "#db/schema/leads"
import { command } from "~/platform/data/command.server"
import { transition } from "~/platform/data/transition.server"
import { DisqualifyLeadInput } from "./inputs.server"
import { getLead } from "./lead-queries.server"

/** Puts a lead aside, saying why; it can be reopened with its history. */
export const disqualifyLead = command({
  name: "disqualify-lead",
  actors: ["staff", "system"],
  input: DisqualifyLeadInput,
  async step(ctx, { leadId, reason }) {
    await getLead(ctx, { leadId })
    await transition(ctx, leads, leadId, ["new → disqualified", "working → disqualified", "qualified → disqualified"], {
      lostReason: reason,
    })
    ctx.record("lead.disqualified", { leadId, reason })
    return { leadId }
  },
})
