import { and, eq, isNotNull } from "drizzle-orm"
import { deals } from "#db/schema/deals"
import { command } from "~/platform/data/command.server"
import { visible } from "~/platform/data/visible.server"
import { NotFound } from "~/platform/language/errors"
import { DealIdInput } from "./inputs.server"

/** Brings a deleted deal back to where it stood. */
export const restoreDeal = command({
  name: "restore-deal",
  actors: ["staff"],
  input: DealIdInput,
  async step(ctx, { dealId }) {
    const [back] = await ctx.db
      .update(deals)
      .set({ deletedAt: null })
      .where(and(eq(deals.id, dealId), isNotNull(deals.deletedAt), visible(ctx, deals)))
      .returning({ companyId: deals.companyId })
    if (!back) throw new NotFound("deal")
    ctx.record("deal.restored", { dealId, companyId: back.companyId })
    return { dealId }
  },
})
