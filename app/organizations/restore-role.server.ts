import { and, eq, isNotNull } from "drizzle-orm"
import { ownRoles } from "#db/schema/organizations"
import { command } from "~/platform/data/command.server"
import { Conflict, NotFound } from "~/platform/language/errors"
import { RoleIdInput } from "./role-inputs.server"
import { getRole } from "./role-queries.server"
import { assertNameIsFree, assertRoomForRole, assertWithinOwn } from "./role-rows.server"

/** Brings a deleted role back with everything it allowed. */
export const restoreRole = command({
  name: "restore-role",
  actors: ["staff"],
  input: RoleIdInput,
  async step(ctx, { roleId }) {
    const [gone] = await ctx.db
      .select({ name: ownRoles.name })
      .from(ownRoles)
      .where(and(eq(ownRoles.id, roleId), isNotNull(ownRoles.deletedAt)))
    if (!gone) throw new NotFound("role")
    await assertRoomForRole(ctx)
    await assertNameIsFree(ctx, gone.name, roleId)
    const [back] = await ctx.db
      .update(ownRoles)
      .set({ deletedAt: null })
      .where(and(eq(ownRoles.id, roleId), isNotNull(ownRoles.deletedAt)))
      .returning({ id: ownRoles.id })
    if (!back) throw new Conflict("Somebody restored this role meanwhile.")
    const { base, granted, hides } = await getRole(ctx, { roleId })
    assertWithinOwn(ctx, { role: base, granted, hides })
    ctx.record("role.restored", { roleId, name: gone.name })
    return { roleId }
  },
})
