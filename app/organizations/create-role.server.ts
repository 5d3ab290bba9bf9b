import { ownRoles } from "#db/schema/organizations"
import { command } from "~/platform/data/command.server"
import { byPermission } from "./own-role"
import { CreateRoleInput } from "./role-inputs.server"
import { assertNameIsFree, assertRoomForRole, assertWithinOwn, replaceGranted } from "./role-rows.server"

/** Makes a role of the organization's own: what it allows, how far, and what it hides. */
export const createRole = command({
  name: "create-role",
  actors: ["staff"],
  stepUp: true,
  input: CreateRoleInput,
  async step(ctx, { granted, ...details }) {
    assertWithinOwn(ctx, { role: details.base, granted: byPermission(granted), hides: details.hides })
    await assertRoomForRole(ctx)
    await assertNameIsFree(ctx, details.name, null)
    const [role] = await ctx.db.insert(ownRoles).values(details).returning({ id: ownRoles.id })
    const roleId = role!.id
    await replaceGranted(ctx, roleId, granted)
    ctx.record("role.created", { roleId, name: details.name }, { after: { ...details, granted } })
    return { roleId }
  },
})
