import { and, eq, isNull } from "drizzle-orm"
import { ownRoles } from "#db/schema/organizations"
import { command } from "~/platform/data/command.server"
import { Conflict, NotFound } from "~/platform/language/errors"
import { byNoun } from "./own-role"
import { RoleIdInput } from "./role-inputs.server"
import { getRole } from "./role-queries.server"

/** Takes a role out of the list, if nobody has it and nobody is invited to it; it can be restored for thirty days. */
export const deleteRole = command({
  name: "delete-role",
  actors: ["staff"],
  input: RoleIdInput,
  async step(ctx, { roleId }) {
    /** Held so that it is given to nobody meanwhile: giving it refers to this row. */
    const [held] = await ctx.db
      .select({ id: ownRoles.id })
      .from(ownRoles)
      .where(and(eq(ownRoles.id, roleId), isNull(ownRoles.deletedAt)))
      .for("update")
    if (!held) throw new NotFound("role")
    const { holders, invited, granted, ...role } = await getRole(ctx, { roleId })
    if (holders > 0) throw new Conflict("Somebody has this role. Give them another first.")
    if (invited > 0) throw new Conflict("Somebody is invited to this role. Revoke the invitation first.")
    await ctx.db.update(ownRoles).set({ deletedAt: ctx.now }).where(eq(ownRoles.id, roleId))
    ctx.record("role.deleted", { roleId, name: role.name }, { before: { ...role, granted: byNoun(granted) } })
    return { roleId }
  },
})
