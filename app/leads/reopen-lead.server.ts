import { leads } from "#db/schema/leads"
import { command } from "~/platform/data/command.server"
import { type Transition, transition } from "~/platform/data/transition.server"
import { LeadIdInput } from "./inputs.server"
import type { LeadStatus } from "./lead"
import { getLead } from "./lead-queries.server"
import { findLastStep } from "./step-queries.server"
import { undoConversion } from "./undo-conversion.server"

/**
 * Takes a lead back to where it stood before it was qualified, put aside or converted. Why it was put aside stays in its
 * history; a conversion can be taken back while nothing else has happened to what it made.
 */
export const reopenLead = command({
  name: "reopen-lead",
  actors: ["staff", "system"],
  input: LeadIdInput,
  async step(ctx, { leadId }) {
    const { status, lostReason } = await getLead(ctx, { leadId })
    if (status === "converted") {
      await undoConversion(ctx, leadId)
      return { leadId }
    }
    const step = status === "qualified" ? "lead.qualified" : "lead.disqualified"
    const before = await findLastStep(ctx, { leadId, step })
    const to = before?.from ?? "working"
    const moves = [`disqualified → ${to}`, ...(to === "qualified" ? [] : [`qualified → ${to}`])]
    await transition(ctx, leads, leadId, moves as Transition<LeadStatus>[], { lostReason: null })
    ctx.record("lead.reopened", { leadId, to }, { before: { status, lostReason } })
    return { leadId }
  },
})
