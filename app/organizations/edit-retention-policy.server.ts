import { sql } from "drizzle-orm"
import { retentionPeriods } from "#db/schema/retention"
import { command } from "~/platform/data/command.server"
import { EditRetentionPolicyInput } from "./inputs.server"
import { retentionClasses } from "./retention"
import { periodsOf } from "./retention-periods.server"

/** Says for how many days each class of data is kept; it holds from the next run of the clock on. */
export const editRetentionPolicy = command({
  name: "edit-retention-policy",
  actors: ["staff"],
  stepUp: true,
  input: EditRetentionPolicyInput,
  async step(ctx, days) {
    const before = await periodsOf(ctx)
    const changed = retentionClasses.filter((name) => days[name] !== before[name])
    if (changed.length === 0) return ctx.unchanged({ days })
    await ctx.db
      .insert(retentionPeriods)
      .values(changed.map((name) => ({ dataClass: name, days: days[name] })))
      .onConflictDoUpdate({
        target: [retentionPeriods.organizationId, retentionPeriods.dataClass],
        set: { days: sql`excluded.days` },
      })
    ctx.record("retention-policy.edited", { days }, { before: { days: before }, after: { days } })
    return { days }
  },
})
