import { and, eq, isNull } from "drizzle-orm"
import { legalHolds } from "#db/schema/retention"
import { command } from "~/platform/data/command.server"
import { NotFound } from "~/platform/language/errors"
import { LiftLegalHoldInput } from "./inputs.server"

/** Lifts a legal hold: with the next run of the clock, what was kept beyond its period is purged. */
export const liftLegalHold = command({
  name: "lift-legal-hold",
  actors: ["staff"],
  stepUp: true,
  input: LiftLegalHoldInput,
  async step(ctx, { holdId }) {
    const [hold] = await ctx.db.select().from(legalHolds).where(eq(legalHolds.id, holdId))
    if (!hold) throw new NotFound("hold")
    const lifted = await ctx.db
      .update(legalHolds)
      .set({ liftedAt: ctx.now, liftedById: ctx.caller.personId })
      .where(and(eq(legalHolds.id, holdId), isNull(legalHolds.liftedAt)))
      .returning({ id: legalHolds.id })
    if (lifted.length === 0) return ctx.unchanged({ holdId })
    ctx.record("legal-hold.lifted", { holdId }, { before: { reason: hold.reason } })
    return { holdId }
  },
})
