import { command } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { purgeInstallationClass as purgeOne } from "./due-installation-rows.server"
import { PurgeInstallationClassInput } from "./inputs.server"
import { isAnyHeld, keepHoldsOut } from "./legal-hold.server"
import { type InstallationClass, installationPeriods, keptSince, purgeBatch } from "./retention"

type Counts = Record<InstallationClass, number>

const none: Counts = { sessions: 0, resets: 0, ceremonies: 0, webhooks: 0, events: 0 }
const classes = Object.keys(installationPeriods) as InstallationClass[]

/**
 * Purges what belongs to the installation and ended longer ago than it is kept, batch by batch like what belongs to an
 * organization. While any organization is under a legal hold nothing goes: it may be about that one.
 */
export const purgeInstallationClass = command({
  name: "purge-installation-class",
  actors: ["anonymous"],
  input: PurgeInstallationClassInput,
  async step(ctx, { run }) {
    const { startedAt, purged: before } = run ?? { startedAt: ctx.now, purged: none }
    await keepHoldsOut(ctx)
    const batch = (await isAnyHeld(ctx)) ? none : await purgeAll(ctx, startedAt)
    const purged = Object.fromEntries(classes.map((name) => [name, before[name] + batch[name]])) as Counts
    if (!run && classes.every((name) => batch[name] === 0)) return ctx.unchanged({ purged, isDone: true })
    const isDone = classes.every((name) => batch[name] < purgeBatch)
    if (!isDone) {
      const input = { run: { startedAt, purged } }
      await ctx.enqueue({ command: { name: "purge-installation-class" }, input, key: "go on purging" })
    }
    ctx.record("installation-class.purged", { startedAt: startedAt.toISOString(), purged, isDone })
    return { purged, isDone }
  },
})

async function purgeAll(ctx: Work, startedAt: Date): Promise<Counts> {
  const counts = { ...none }
  for (const name of classes) counts[name] = await purgeOne(ctx, name, keptSince(startedAt, installationPeriods[name]))
  return counts
}
