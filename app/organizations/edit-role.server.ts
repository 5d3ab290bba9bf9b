import { ownRoles } from "#db/schema/organizations"
import { command } from "~/platform/data/command.server"
import { edit } from "~/platform/data/versions.server"
import { mayGrant } from "./grants"
import { byNoun, byPermission } from "./own-role"
import { EditRoleInput } from "./role-inputs.server"
import { getRole } from "./role-queries.server"
import { assertNameIsFree, assertWithinOwn, replaceGranted } from "./role-rows.server"

/**
 * Changes what a role allows, how far and what it hides. Who has it acts by it from their next request on; where it allows less than
 * before, they are signed out.
 */
export const editRole = command({
  name: "edit-role",
  actors: ["staff"],
  stepUp: true,
  input: EditRoleInput,
  async step(ctx, { roleId, version, granted, ...details }) {
    const { base, holders: _holders, invited: _invited, ...before } = await getRole(ctx, { roleId })
    const role = { role: base, granted: byPermission(granted), hides: details.hides }
    assertWithinOwn(ctx, role)
    const isLess = !mayGrant(role, { role: base, ...before })
    await assertNameIsFree(ctx, details.name, roleId)
    await edit(ctx, ownRoles, roleId, version, details)
    await replaceGranted(ctx, roleId, granted)
    const told = { before: { ...before, granted: byNoun(before.granted) }, after: { ...details, granted } }
    ctx.record("role.edited", { roleId, name: details.name, isLess }, told)
    return { roleId }
  },
})
