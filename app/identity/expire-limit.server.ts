import { lt } from "drizzle-orm"
import { limits } from "#db/schema/people"
import { command } from "~/platform/data/command.server"
import { ExpireLimitInput } from "./inputs.server"

/** How long a window is kept after it began: longer than the longest of them, in milliseconds. */
const keptMilliseconds = 2 * 24 * 3_600_000

/** Deletes the counters of limits whose windows are long over, so that the table holds two days at most. */
export const expireLimit = command({
  name: "expire-limit",
  actors: ["anonymous"],
  input: ExpireLimitInput,
  async step(ctx) {
    const before = new Date(ctx.now.getTime() - keptMilliseconds)
    const gone = await ctx.db.delete(limits).where(lt(limits.windowStart, before)).returning({ key: limits.key })
    if (gone.length === 0) return ctx.unchanged({ windows: 0 })
    ctx.record("limit.expired", { windows: gone.length })
    return { windows: gone.length }
  },
})
