import { and, eq, isNull } from "drizzle-orm"
import { ownRoles } from "#db/schema/organizations"
import { may } from "~/permissions"
import type { StaffContext } from "~/platform/data/contexts.server"
import type { Work } from "~/platform/data/work.server"
import { Forbidden, Invalid } from "~/platform/language/errors"
import { type Id, isId } from "~/platform/language/ids"
import { grantedBy } from "./granted.server"
import { builtInAccess, mayGrant } from "./grants"
import { type Role, roleNames, roles } from "./role"
import { listRoles } from "./role-queries.server"

/** A role that somebody is given: a built-in one, or an own one on its base. */
export type ChosenRole = { role: Role; roleId: Id<"own_roles"> | null }

/** The roles that a member may give, as a select's options: built-in ones by their names, own ones by their ids. */
export async function roleChoices(ctx: StaffContext): Promise<{ value: string; label: string }[]> {
  const builtIn = roles.filter((role) => mayGrant(ctx, builtInAccess(role)))
  const own = may(ctx, "roles.read") ? await listRoles(ctx, {}) : []
  return [
    ...builtIn.map((role) => ({ value: role as string, label: roleNames[role] })),
    ...own
      .filter(({ base, granted, hides }) => mayGrant(ctx, { role: base, granted, hides }))
      .map(({ id, name }) => ({ value: id as string, label: name })),
  ]
}

/**
 * The role behind a choice, held against being deleted until the transaction ends. Throws Invalid at `field` for no role, and
 * Forbidden for one that allows more than whoever acts holds themselves. What the system acts for is let through.
 */
export async function chosenRole(ctx: Work, choice: string, field = "role"): Promise<ChosenRole> {
  const { caller } = ctx
  const builtIn = roles.find((role) => role === choice)
  const own = builtIn ? null : await heldRole(ctx, choice)
  if (!builtIn && !own) throw new Invalid(field, "Choose a role from the list")
  const access = builtIn ? builtInAccess(builtIn) : { role: own!.base, granted: own!.granted, hides: own!.hides }
  if (caller.kind === "staff" && !mayGrant(caller, access)) throw new Forbidden("a role that allows more than yours")
  return builtIn ? { role: builtIn, roleId: null } : { role: own!.base, roleId: own!.id }
}

async function heldRole(ctx: Work, choice: string) {
  if (!isId(choice)) return null
  const [role] = await ctx.db
    .select({ id: ownRoles.id, base: ownRoles.base, hides: ownRoles.hides, granted: grantedBy("own_roles.id") })
    .from(ownRoles)
    .where(and(eq(ownRoles.id, choice as Id<"own_roles">), isNull(ownRoles.deletedAt)))
    .for("share")
  return role ?? null
}
