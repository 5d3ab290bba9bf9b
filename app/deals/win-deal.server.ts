import { deals } from "#db/schema/deals"
import { command } from "~/platform/data/command.server"
import { transition } from "~/platform/data/transition.server"
import { getDeal } from "./deal-queries.server"
import { WinDealInput } from "./inputs.server"
import { firstStageOf } from "./stage-queries.server"

/** Wins a deal, by hand or because the client signed, with the amount that was agreed. A won deal stays won. */
export const winDeal = command({
  name: "win-deal",
  actors: ["staff", "system"],
  input: WinDealInput,
  async step(ctx, { dealId, bySignature, valueMinor }) {
    const deal = await getDeal(ctx, { dealId })
    if (deal.status === "won") return ctx.unchanged({ dealId, fromStageId: null })
    const stage = await firstStageOf(ctx, { kind: "won", pipelineId: deal.pipelineId })
    const wonMinor = valueMinor ?? deal.valueMinor
    await transition(ctx, deals, dealId, ["open → won", "lost → won"], {
      stageId: stage.id,
      stageChangedAt: ctx.now,
      wonAt: ctx.now,
      wonMinor,
      valueMinor: wonMinor,
      lostAt: null,
      lostReason: null,
    })
    ctx.record("deal.won", {
      dealId,
      companyId: deal.companyId,
      valueMinor: wonMinor,
      currency: deal.currency,
      bySignature,
    })
    return { dealId, fromStageId: deal.status === "open" ? deal.stageId : null }
  },
})
