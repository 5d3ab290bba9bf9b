import { isNull } from "drizzle-orm"
import { organizations } from "#db/schema/organizations"
import { command } from "~/platform/data/command.server"
import { Conflict, Invalid } from "~/platform/language/errors"
import { DeleteOrganizationInput } from "./inputs.server"
import { isHeld, keepHoldsOut } from "./legal-hold.server"
import { getOrganization } from "./organization-queries.server"

/**
 * Closes the organization at once: nobody gets in any more, its links and forms are not there, its jobs are not run. For thirty
 * days it can be brought back by whoever runs the program; then it is removed for good.
 */
export const deleteOrganization = command({
  name: "delete-organization",
  actors: ["staff"],
  stepUp: true,
  input: DeleteOrganizationInput,
  async step(ctx, { name }) {
    const organization = await getOrganization(ctx, {})
    if (name.trim() !== organization.name.trim())
      throw new Invalid("name", `Type the name as it is written here: ${organization.name}`)
    await keepHoldsOut(ctx)
    if (await isHeld(ctx))
      throw new Conflict("A legal hold stands: nothing of this organization may be deleted before it is lifted.")
    const deleted = await ctx.db
      .update(organizations)
      .set({ deletedAt: ctx.now })
      .where(isNull(organizations.deletedAt))
      .returning({ id: organizations.id })
    if (deleted.length === 0) throw new Conflict("This organization was deleted already.")
    ctx.record("organization.deleted", { organizationId: organization.id })
    return { organizationId: organization.id }
  },
})
