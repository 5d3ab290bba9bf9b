import { and, eq, isNull } from "drizzle-orm"
import { deals } from "#db/schema/deals"
import { command } from "~/platform/data/command.server"
import { visible } from "~/platform/data/visible.server"
import { NotFound } from "~/platform/language/errors"
import { DealIdInput } from "./inputs.server"

/** Takes a deal off the board; it can be restored for thirty days, and signed or issued documents stay. */
export const deleteDeal = command({
  name: "delete-deal",
  actors: ["staff", "system"],
  input: DealIdInput,
  async step(ctx, { dealId }) {
    const [gone] = await ctx.db
      .update(deals)
      .set({ deletedAt: ctx.now })
      .where(and(eq(deals.id, dealId), isNull(deals.deletedAt), visible(ctx, deals)))
      .returning({ companyId: deals.companyId })
    if (!gone) throw new NotFound("deal")
    ctx.record("deal.deleted", { dealId, companyId: gone.companyId })
    return { dealId }
  },
})
