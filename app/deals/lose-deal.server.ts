import { deals } from "#db/schema/deals"
import { command } from "~/platform/data/command.server"
import { transition } from "~/platform/data/transition.server"
import { getDeal } from "./deal-queries.server"
import { LoseDealInput } from "./inputs.server"
import { firstStageOf } from "./stage-queries.server"

/** Loses a deal, saying why and to whom, so that reasons can be counted. */
export const loseDeal = command({
  name: "lose-deal",
  actors: ["staff", "system"],
  input: LoseDealInput,
  async step(ctx, { dealId, reason, competitor }) {
    const deal = await getDeal(ctx, { dealId })
    const stage = await firstStageOf(ctx, { kind: "lost", pipelineId: deal.pipelineId })
    await transition(ctx, deals, dealId, "open → lost", {
      stageId: stage.id,
      stageChangedAt: ctx.now,
      lostAt: ctx.now,
      lostReason: reason,
      competitor,
    })
    ctx.record(
      "deal.lost",
      { dealId, companyId: deal.companyId, reason, competitor },
      { before: { stageId: deal.stageId } },
    )
    return { dealId, fromStageId: deal.status === "open" ? deal.stageId : null }
  },
})
