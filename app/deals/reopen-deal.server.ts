import { deals } from "#db/schema/deals"
import { command } from "~/platform/data/command.server"
import { transition } from "~/platform/data/transition.server"
import { Invalid } from "~/platform/language/errors"
import { getDeal } from "./deal-queries.server"
import { ReopenDealInput } from "./inputs.server"
import { firstStageOf, getStage } from "./stage-queries.server"

/** Takes up a deal again that was lost, or won by mistake; it starts in the stage that is named, else in the first, and its history stays. */
export const reopenDeal = command({
  name: "reopen-deal",
  actors: ["staff"],
  input: ReopenDealInput,
  async step(ctx, { dealId, stageId }) {
    const deal = await getDeal(ctx, { dealId })
    const stage = stageId
      ? await getStage(ctx, { stageId })
      : await firstStageOf(ctx, { kind: "open", pipelineId: deal.pipelineId })
    if (stage.kind !== "open" || stage.pipelineId !== deal.pipelineId)
      throw new Invalid("stageId", "Choose an open stage of this deal's pipeline")
    await transition(ctx, deals, dealId, ["lost → open", "won → open"], {
      stageId: stage.id,
      stageChangedAt: ctx.now,
      wonAt: null,
      wonMinor: null,
      lostAt: null,
      lostReason: null,
      competitor: null,
    })
    ctx.record(
      "deal.reopened",
      { dealId, companyId: deal.companyId },
      { before: { status: deal.status, lostReason: deal.lostReason } },
    )
    return { dealId }
  },
})
