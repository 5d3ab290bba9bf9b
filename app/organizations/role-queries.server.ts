import { and, asc, eq, isNull, sql } from "drizzle-orm"
import { z } from "zod"
import { ownRoles } from "#db/schema/organizations"
import { query } from "~/platform/data/query.server"
import type { Reading } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import { grantedBy } from "./granted.server"
import { RoleIdInput } from "./role-inputs.server"

const holders = sql<number>`(select count(*)::int from members m where m.role_id = own_roles.id and m.status = 'active')`
const invited = sql<number>`(select count(*)::int from invitations i
  where i.role_id = own_roles.id and i.accepted_at is null and i.revoked_at is null and i.expires_at > now())`

const shown = {
  id: ownRoles.id,
  name: ownRoles.name,
  description: ownRoles.description,
  base: ownRoles.base,
  hides: ownRoles.hides,
  version: ownRoles.version,
  granted: grantedBy("own_roles.id"),
  holders,
  invited,
}

/** The roles that the organization made itself, by name, each with what it allows and how many members have it. */
export const listRoles = query({
  name: "list-roles",
  permission: "roles.read",
  actors: ["staff", "system"],
  input: z.object({}),
  run: (ctx: Reading) =>
    ctx.db
      .select(shown)
      .from(ownRoles)
      .where(isNull(ownRoles.deletedAt))
      .orderBy(asc(sql`lower(${ownRoles.name})`), asc(ownRoles.id)),
})

/** A role of the organization's own. */
export const getRole = query({
  name: "get-role",
  permission: "roles.read",
  actors: ["staff", "system"],
  input: RoleIdInput,
  async run(ctx: Reading, { roleId }) {
    const [role] = await ctx.db
      .select(shown)
      .from(ownRoles)
      .where(and(eq(ownRoles.id, roleId), isNull(ownRoles.deletedAt)))
    if (!role) throw new NotFound("role")
    return role
  },
})
