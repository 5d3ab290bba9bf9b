import { sql } from "drizzle-orm"
import { daysOnBoard } from "~/deals/deal-sums.server"
import { oldestStepDays } from "~/invoices/invoice-sums.server"
import { command } from "~/platform/data/command.server"
import { FoldTallyInput } from "./inputs.server"

/** How much longer days are kept apart than any page tells them apart: for time zones, and for clocks that differ. */
const spareDays = 10

const dayBefore = (now: Date, days: number) => new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 10)

/**
 * Adds up what was tallied since the last time into one row of each kind, and days that no page tells apart any more into one,
 * so that a list reads as few rows in a large organization as in a small one. It changes no figure.
 */
export const foldTally = command({
  name: "fold-tally",
  actors: ["system"],
  input: FoldTallyInput,
  async step(ctx) {
    const moved = dayBefore(ctx.now, daysOnBoard + spareDays)
    const due = dayBefore(ctx.now, oldestStepDays + spareDays)
    await ctx.db.execute(sql`select app.fold_deal_tallies(${moved}), app.fold_invoice_tallies(${due})`)
    return ctx.unchanged({})
  },
})
