import { isNotNull } from "drizzle-orm"
import { organizations } from "#db/schema/organizations"
import { command } from "~/platform/data/command.server"
import { RestoreOrganizationInput } from "./inputs.server"

/** Brings a deleted organization back as it was, while it has not been removed for good. */
export const restoreOrganization = command({
  name: "restore-organization",
  actors: ["system"],
  input: RestoreOrganizationInput,
  async step(ctx) {
    const restored = await ctx.db
      .update(organizations)
      .set({ deletedAt: null })
      .where(isNotNull(organizations.deletedAt))
      .returning({ id: organizations.id })
    const [organization] = restored
    if (!organization) return ctx.unchanged({ organizationId: null })
    ctx.record("organization.restored", { organizationId: organization.id })
    return { organizationId: organization.id }
  },
})
