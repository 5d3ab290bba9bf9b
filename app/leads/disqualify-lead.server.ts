import type { z } from "zod"
import { leads } from "#db/schema/leads"
import { command } from "~/platform/data/command.server"
import { transition } from "~/platform/data/transition.server"
import { DisqualifyLeadInput } from "./inputs.server"
import { anotherReason } from "./lead"
import { getLead } from "./lead-queries.server"

/** Puts a lead aside, saying why; it can be reopened with its history. */
export const disqualifyLead = command({
  name: "disqualify-lead",
  actors: ["staff", "system"],
  input: DisqualifyLeadInput,
  async step(ctx, { leadId, ...why }) {
    const reason = sentenceOf(why)
    const { status: from, lostReason } = await getLead(ctx, { leadId })
    if (from === "disqualified" && lostReason === reason) return ctx.unchanged({ leadId })
    await transition(ctx, leads, leadId, ["new → disqualified", "working → disqualified", "qualified → disqualified"], {
      lostReason: reason,
    })
    ctx.record("lead.disqualified", { leadId, reason, from })
    return { leadId }
  },
})

function sentenceOf({ reason, inWords }: Omit<z.output<typeof DisqualifyLeadInput>, "leadId">): string {
  if (inWords === null) return reason
  return reason === anotherReason ? inWords : `${reason}: ${inWords}`
}
