import { inArray } from "drizzle-orm"
import { organizations, ownRoles } from "#db/schema/organizations"
import { command } from "~/platform/data/command.server"
import { Invalid } from "~/platform/language/errors"
import { isId } from "~/platform/language/ids"
import { EditFactorPolicyInput } from "./inputs.server"
import { getOrganization } from "./organization-queries.server"
import { roles as builtIn } from "./role"

/**
 * Says which roles must show a second factor. A member of such a role without one is led to set one up at the next request, and can
 * do nothing else until then.
 */
export const editFactorPolicy = command({
  name: "edit-factor-policy",
  actors: ["staff"],
  stepUp: true,
  input: EditFactorPolicyInput,
  async step(ctx, { roles }) {
    const asked = [...new Set(roles)]
    const own = asked.filter((role) => !(builtIn as readonly string[]).includes(role))
    const known = own.every(isId)
      ? await ctx.db
          .select({ id: ownRoles.id })
          .from(ownRoles)
          .where(inArray(ownRoles.id, own as never[]))
      : []
    if (known.length !== own.length) throw new Invalid("roles", "One of these roles is not there any more.")
    const { id: organizationId, factorRoles: before } = await getOrganization(ctx, {})
    if (before.toSorted().join() === asked.toSorted().join()) return ctx.unchanged({ organizationId })
    await ctx.db.update(organizations).set({ factorRoles: asked })
    ctx.record(
      "factor-policy.edited",
      { organizationId, roles: asked },
      { before: { roles: before }, after: { roles: asked } },
    )
    return { organizationId }
  },
})
