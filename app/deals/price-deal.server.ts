import { eq } from "drizzle-orm"
import { dealLines, deals } from "#db/schema/deals"
import { command } from "~/platform/data/command.server"
import { edit } from "~/platform/data/versions.server"
import { Conflict } from "~/platform/language/errors"
import { getDeal } from "./deal-queries.server"
import { PriceDealInput } from "./inputs.server"
import { worthOf } from "./worth"

/** Writes a deal's lines; its value is the net sum of those that are not optional, one-off and monthly apart. */
export const priceDeal = command({
  name: "price-deal",
  actors: ["staff", "system"],
  input: PriceDealInput,
  async step(ctx, { dealId, version, lines, pricesIncludeTax }) {
    const before = await getDeal(ctx, { dealId })
    if (before.status === "won") throw new Conflict("A won deal keeps its lines: reopen it first.")
    const { currency, termMonths } = before
    const gone = await ctx.db.delete(dealLines).where(eq(dealLines.dealId, dealId)).returning()
    const rows =
      lines.length > 0
        ? await ctx.db
            .insert(dealLines)
            .values(lines.map((line, position) => ({ dealId, position, ...line })))
            .returning()
        : []
    const worth = worthOf(rows, { currency, termMonths, pricesIncludeTax })
    const valueMinor = worth.once.net.minor
    const monthlyMinor = worth.mrr.minor
    await edit(ctx, deals, dealId, version, { pricesIncludeTax, valueMinor, monthlyMinor })
    ctx.record(
      "deal.priced",
      { dealId, companyId: before.companyId, valueMinor, monthlyMinor, currency },
      {
        before: {
          valueMinor: before.valueMinor,
          monthlyMinor: before.monthlyMinor,
          lines: gone.sort(inOrder).map(toldOf),
        },
        after: { valueMinor, monthlyMinor, lines: rows.map(toldOf) },
      },
    )
    return { dealId }
  },
})

type Line = typeof dealLines.$inferSelect

const inOrder = (one: Line, other: Line) => one.position - other.position

/** What the record says of a line. */
const toldOf = ({ name, quantity, unitPrice }: Line) => ({ name, quantity, unitPrice })
