import { sql } from "drizzle-orm"
import { z } from "zod"
import { invitations, members, numberSeries, organizations } from "#db/schema/organizations"
import { proposals } from "#db/schema/proposals"
import { type SetupStep, type StepState, setupSteps } from "~/organizations/setup-steps"
import { query } from "~/platform/data/query.server"
import { NotFound } from "~/platform/language/errors"

/** How the steps of the first half hour stand: done by what is there, skipped, or open. */
export const listSteps = query({
  name: "list-steps",
  permission: "organizations.edit",
  actors: ["staff"],
  input: z.object({}),
  async run(ctx) {
    const [found] = await ctx.db
      .select({
        skipped: organizations.skippedSteps,
        brand: sql<boolean>`${organizations.logoFile} is not null or ${organizations.colour} is not null`,
        money: sql<boolean>`${organizations.invoicePattern} is not null or exists (select from ${numberSeries})`,
        people: sql<boolean>`(select count(*) from (select from ${members} limit 2) few) > 1 or exists (select from ${invitations})`,
        proposal: sql<boolean>`exists (select from ${proposals})`,
      })
      .from(organizations)
    if (!found) throw new NotFound("organization")
    const stateOf = (step: SetupStep): StepState =>
      found[step] ? "done" : found.skipped.includes(step) ? "skipped" : "open"
    return setupSteps.map((step) => ({ step, state: stateOf(step) }))
  },
})
