import { z } from "zod"
import { pipelines, stages } from "#db/schema/deals"
import { command } from "~/platform/data/command.server"
import { line, wholeNumber } from "~/platform/language/fields.server"
import { newId } from "~/platform/language/ids"
import { stageKinds, stageMilestones, stageTones } from "./deal"

const Stage = z.object({
  name: line("Name the stage", 60),
  probability: wholeNumber(0, 100),
  kind: z.enum(stageKinds),
  milestone: z.enum(stageMilestones).nullable().default(null),
  tone: z.enum(stageTones),
})

const Input = z.object({ name: line("Name the pipeline", 60), stages: z.array(Stage).min(3).max(20) })
export type CreatePipelineInput = z.input<typeof Input>

/** Makes a road for deals with its stages in their order. */
export const createPipeline = command({
  name: "create-pipeline",
  actors: ["system"],
  input: Input,
  async step(ctx, input) {
    const pipelineId = newId<"pipelines">()
    await ctx.db.insert(pipelines).values({ id: pipelineId, name: input.name })
    await ctx.db.insert(stages).values(input.stages.map((stage, position) => ({ ...stage, pipelineId, position })))
    ctx.record("pipeline.created", { pipelineId, name: input.name })
    return { pipelineId }
  },
})
