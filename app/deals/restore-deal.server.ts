import { and, eq, isNotNull } from "drizzle-orm"
import { deals } from "#db/schema/deals"
import { command } from "~/platform/data/command.server"
import { visible } from "~/platform/data/visible.server"
import { getDeal } from "./deal-queries.server"
import { DealIdInput } from "./inputs.server"

/** Brings a deleted deal back to where it stood. A signature does so too: what the client accepted is on the board. */
export const restoreDeal = command({
  name: "restore-deal",
  actors: ["staff", "system"],
  input: DealIdInput,
  async step(ctx, { dealId }) {
    const [back] = await ctx.db
      .update(deals)
      .set({ deletedAt: null })
      .where(and(eq(deals.id, dealId), isNotNull(deals.deletedAt), visible(ctx, deals)))
      .returning({ companyId: deals.companyId })
    if (!back) {
      await getDeal(ctx, { dealId })
      return ctx.unchanged({ dealId })
    }
    ctx.record("deal.restored", { dealId, companyId: back.companyId })
    return { dealId }
  },
})
