import { and, asc, eq, isNull } from "drizzle-orm"
import { z } from "zod"
import { pipelines, stages } from "#db/schema/deals"
import { query } from "~/platform/data/query.server"
import { NotFound } from "~/platform/language/errors"
import { id, optionalId } from "~/platform/language/fields.server"
import { stageKinds } from "./deal"

const readers = ["staff", "system", "client"] as const

/** The stages of the organization's pipeline in their order. */
export const listStages = query({
  name: "list-stages",
  permission: "deals.read",
  actors: readers,
  input: z.object({}),
  run: (ctx) =>
    ctx.db
      .select({
        id: stages.id,
        pipelineId: stages.pipelineId,
        name: stages.name,
        position: stages.position,
        probability: stages.probability,
        kind: stages.kind,
        tone: stages.tone,
      })
      .from(stages)
      .innerJoin(pipelines, eq(pipelines.id, stages.pipelineId))
      .where(and(isNull(stages.deletedAt), isNull(pipelines.deletedAt)))
      .orderBy(asc(pipelines.position), asc(pipelines.id), asc(stages.position)),
})

/** One stage of the pipeline. */
export const getStage = query({
  name: "get-stage",
  permission: "deals.read",
  actors: readers,
  input: z.object({ stageId: id("stages") }),
  async run(ctx, { stageId }) {
    const [stage] = await ctx.db
      .select()
      .from(stages)
      .where(and(eq(stages.id, stageId), isNull(stages.deletedAt)))
    if (!stage) throw new NotFound("stage")
    return stage
  },
})

/** The first stage of a kind in a pipeline, or in the first one: where a deal starts, is won or is lost. */
export const firstStageOf = query({
  name: "first-stage-of",
  permission: "deals.read",
  actors: readers,
  input: z.object({ kind: z.enum(stageKinds), pipelineId: optionalId("pipelines") }),
  async run(ctx, { kind, pipelineId }) {
    const all = await listStages(ctx, {})
    const stage = all.find((each) => each.kind === kind && (pipelineId === null || each.pipelineId === pipelineId))
    if (!stage) throw new NotFound("stage")
    return stage
  },
})
