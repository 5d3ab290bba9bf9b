import { deals } from "#db/schema/deals"
import { command } from "~/platform/data/command.server"
import { transition } from "~/platform/data/transition.server"
import { getDeal } from "./deal-queries.server"
import { DealIdInput } from "./inputs.server"
import { firstStageOf } from "./stage-queries.server"

/** Takes up a deal again that was lost, or won by mistake; it starts in the first stage and its history stays. */
export const reopenDeal = command({
  name: "reopen-deal",
  actors: ["staff"],
  input: DealIdInput,
  async step(ctx, { dealId }) {
    const deal = await getDeal(ctx, { dealId })
    const stage = await firstStageOf(ctx, { kind: "open" })
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
