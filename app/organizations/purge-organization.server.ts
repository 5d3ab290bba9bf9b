import { files } from "~/adapters/files.server"
import { removeForGood } from "~/adapters/removal.server"
import { outsideCommand } from "~/platform/data/command.server"
import { deletedOrganizations } from "~/platform/security/resolve.server"
import { PurgeOrganizationInput } from "./inputs.server"

/** How long a deleted organization can be brought back, in days. */
export const restorableDays = 30

/** Removes what was deleted more than thirty days ago: every row and every file of it, for good. */
export const purgeOrganization = outsideCommand({
  name: "purge-organization",
  actors: ["anonymous"],
  input: PurgeOrganizationInput,
  async step(ctx) {
    const before = ctx.now.getTime() - restorableDays * 24 * 3_600_000
    const due = (await deletedOrganizations()).filter(({ deletedAt }) => deletedAt.getTime() < before)
    return ctx.unchanged(due.map(({ organizationId }) => organizationId))
  },
  async outside(due): Promise<number> {
    await files().forgetRemoved()
    for (const organizationId of due) await removeForGood(organizationId)
    return due.length
  },
  async settle(ctx, _due, outcome) {
    const organizations = outcome.ok ? outcome.answer : 0
    if (organizations === 0) return ctx.unchanged({ organizations })
    ctx.record("organization.purged", { organizations })
    return { organizations }
  },
})
