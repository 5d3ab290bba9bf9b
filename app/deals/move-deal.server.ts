import { and, eq } from "drizzle-orm"
import { deals } from "#db/schema/deals"
import { command } from "~/platform/data/command.server"
import { Conflict, Invalid } from "~/platform/language/errors"
import { getDeal } from "./deal-queries.server"
import { MoveDealInput } from "./inputs.server"
import { getStage } from "./stage-queries.server"

/** Moves an open deal to another open stage. Winning and losing are acts of their own. */
export const moveDeal = command({
  name: "move-deal",
  actors: ["staff", "system"],
  input: MoveDealInput,
  async step(ctx, { dealId, stageId, fromStageId }) {
    const deal = await getDeal(ctx, { dealId })
    const stage = await getStage(ctx, { stageId })
    if (stage.pipelineId !== deal.pipelineId) throw new Invalid("stageId", "Choose a stage of this deal's pipeline")
    if (stage.kind !== "open") throw new Invalid("stageId", "Win or lose the deal to put it there")
    if (deal.stageId === stageId) return ctx.unchanged({ dealId, to: stage.name, fromStageId: deal.stageId })
    if (deal.status !== "open") throw new Conflict(`This deal is ${deal.status}: reopen it to move it.`)
    if (fromStageId && fromStageId !== deal.stageId) throw movedMeanwhile(deal.stageName)
    const [moved] = await ctx.db
      .update(deals)
      .set({ stageId, stageChangedAt: ctx.now })
      .where(and(eq(deals.id, dealId), eq(deals.status, "open"), eq(deals.stageId, deal.stageId)))
      .returning({ id: deals.id })
    if (!moved) throw movedMeanwhile(null)
    ctx.record("deal.moved", {
      dealId,
      companyId: deal.companyId,
      fromStageId: deal.stageId,
      toStageId: stageId,
      from: deal.stageName,
      to: stage.name,
    })
    return { dealId, to: stage.name, fromStageId: deal.stageId }
  },
})

const movedMeanwhile = (to: string | null) =>
  new Conflict(`Somebody moved this deal in the meantime${to ? `: it stands in ${to} now` : ""}. It was left there.`)
