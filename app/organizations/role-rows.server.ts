import { and, count, eq, isNull, ne, sql } from "drizzle-orm"
import { ownRolePermissions, ownRoles } from "#db/schema/organizations"
import type { Work } from "~/platform/data/work.server"
import { Invalid } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { mayGrant, type RoleAccess } from "./grants"
import { byPermission, type GrantedByNoun } from "./own-role"
import { roleNames } from "./role"

/** How many roles of its own an organization can have. */
const mostRoles = 50

/** Writes what a role is given in place of what it was given before. */
export async function replaceGranted(ctx: Work, roleId: Id<"own_roles">, granted: GrantedByNoun) {
  await ctx.db.delete(ownRolePermissions).where(eq(ownRolePermissions.roleId, roleId))
  const rows = Object.entries(byPermission(granted)).map(([permission, scope]) => ({
    ...{ roleId, permission, scope: scope! },
  }))
  if (rows.length > 0) await ctx.db.insert(ownRolePermissions).values(rows)
}

/** Refuses a name that another living role has, built-in or own; capitals make no other name. */
export async function assertNameIsFree(ctx: Work, name: string, roleId: Id<"own_roles"> | null) {
  const same = and(sql`lower(${ownRoles.name}) = lower(${name})`, roleId ? ne(ownRoles.id, roleId) : undefined)
  const [taken] = await ctx.db
    .select({ id: ownRoles.id })
    .from(ownRoles)
    .where(and(same, isNull(ownRoles.deletedAt)))
  const isBuiltIn = Object.values(roleNames).some((known) => known.toLowerCase() === name.toLowerCase())
  if (taken || isBuiltIn) throw new Invalid("name", "Another role has this name. Choose another.")
}

/** Refuses one role more than an organization can have. */
export async function assertRoomForRole(ctx: Work) {
  const [found] = await ctx.db.select({ roles: count() }).from(ownRoles).where(isNull(ownRoles.deletedAt))
  if ((found?.roles ?? 0) >= mostRoles)
    throw new Invalid("name", `There are ${mostRoles} roles already. Delete one first.`)
}

/** Refuses a role that allows more than its maker holds. */
export function assertWithinOwn(ctx: Work, role: RoleAccess) {
  if (ctx.caller.kind === "staff" && !mayGrant(ctx.caller, role))
    throw new Invalid("", "This role would allow more than you may do yourself.")
}
