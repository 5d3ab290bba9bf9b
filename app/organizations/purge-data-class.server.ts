import { command } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { purgeClass } from "./due-rows.server"
import { PurgeDataClassInput } from "./inputs.server"
import { isHeld, keepHoldsOut } from "./legal-hold.server"
import { keptSince, type PerClass, purgeBatch, retentionClasses } from "./retention"
import { periodsOf } from "./retention-periods.server"

const none: PerClass = { notifications: 0, invitations: 0, "link-uses": 0, "mail-texts": 0 }

/**
 * Purges what ended longer ago than the organization keeps it, unless a legal hold stands. A batch of each class goes in one
 * transaction; what is left of a run goes in the next, and the last one says what went in all.
 */
export const purgeDataClass = command({
  name: "purge-data-class",
  actors: ["system"],
  input: PurgeDataClassInput,
  async step(ctx, { run }) {
    const { startedAt, purged: before } = run ?? { startedAt: ctx.now, purged: none }
    await keepHoldsOut(ctx)
    const batch = (await isHeld(ctx)) ? none : await purgeAll(ctx, startedAt)
    const purged = added(before, batch)
    if (!run && Object.values(batch).every((count) => count === 0)) return ctx.unchanged({ purged, isDone: true })
    const isDone = Object.values(batch).every((count) => count < purgeBatch)
    if (!isDone) {
      const input = { run: { startedAt, purged } }
      await ctx.enqueue({ command: { name: "purge-data-class" }, input, key: "go on purging" })
    }
    ctx.record("data-class.purged", { startedAt: startedAt.toISOString(), purged, isDone })
    return { purged, isDone }
  },
})

async function purgeAll(ctx: Work, startedAt: Date): Promise<PerClass> {
  const days = await periodsOf(ctx)
  const counts = { ...none }
  for (const name of retentionClasses) counts[name] = await purgeClass(ctx, name, keptSince(startedAt, days[name]))
  return counts
}

const added = (one: PerClass, other: PerClass): PerClass => ({
  notifications: one.notifications + other.notifications,
  invitations: one.invitations + other.invitations,
  "link-uses": one["link-uses"] + other["link-uses"],
  "mail-texts": one["mail-texts"] + other["mail-texts"],
})
