import { and, eq } from "drizzle-orm"
import { stages } from "#db/schema/deals"
import type { Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import type { StageMilestone } from "./deal"
import { getDeal } from "./deal-queries.server"
import { moveDeal } from "./move-deal.server"
import { listStages } from "./stage-queries.server"

/** Moves an open deal forward to the stage of a milestone; never back, and not at all where no stage has it. */
export async function reachMilestone(ctx: Work, dealId: Id<"deals">, milestone: StageMilestone) {
  const deal = await getDeal(ctx, { dealId })
  const [target] = await ctx.db
    .select({ id: stages.id })
    .from(stages)
    .where(and(eq(stages.pipelineId, deal.pipelineId), eq(stages.milestone, milestone)))
  const road = (await listStages(ctx, {})).map(({ id }) => id)
  if (!target || deal.status !== "open" || road.indexOf(target.id) <= road.indexOf(deal.stageId)) return
  await moveDeal.step(ctx, { dealId, stageId: target.id })
}
