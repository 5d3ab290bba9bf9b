import { eq } from "drizzle-orm"
import { organizations } from "#db/schema/organizations"
import { command } from "~/platform/data/command.server"
import { SkipStepInput } from "./inputs.server"
import { getOrganization } from "./organization-queries.server"
import { setupSteps } from "./setup-steps"

/** Leaves out a step of the first half hour, or all that are open; each is still found in the settings. */
export const skipStep = command({
  name: "skip-step",
  actors: ["staff"],
  input: SkipStepInput,
  async step(ctx, { step }) {
    const { id: organizationId, skippedSteps: before } = await getOrganization(ctx, {})
    const wanted = step === "all" ? setupSteps : [step]
    const skipped = wanted.filter((each) => !before.includes(each))
    if (skipped.length === 0) return ctx.unchanged({ organizationId })
    await ctx.db
      .update(organizations)
      .set({ skippedSteps: [...before, ...skipped] })
      .where(eq(organizations.id, organizationId))
    ctx.record("step.skipped", { organizationId, steps: skipped })
    return { organizationId }
  },
})
