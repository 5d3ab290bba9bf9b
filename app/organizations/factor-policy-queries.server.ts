import { and, asc, eq, exists, isNotNull, isNull, or, sql } from "drizzle-orm"
import { z } from "zod"
import { passkeys, totpFactors } from "#db/schema/factors"
import { members, organizations, ownRoles } from "#db/schema/organizations"
import { query } from "~/platform/data/query.server"
import { roleNames, roles } from "./role"

/** Every role of the organization: whether it must show a second factor, how many have it, and how many of these have a factor. */
export const getFactorPolicy = query({
  name: "get-factor-policy",
  permission: "factor-policies.read",
  actors: ["staff"],
  input: z.object({}),
  async run({ db }) {
    const [organization] = await db.select({ factorRoles: organizations.factorRoles }).from(organizations)
    const own = await db
      .select({ id: ownRoles.id, name: ownRoles.name })
      .from(ownRoles)
      .where(isNull(ownRoles.deletedAt))
      .orderBy(asc(ownRoles.name), asc(ownRoles.id))
    const app = and(
      ...[eq(totpFactors.personId, members.personId), isNotNull(totpFactors.confirmedAt)],
      or(isNull(totpFactors.organizationId), eq(totpFactors.organizationId, members.organizationId)),
    )
    const hasFactor = or(
      exists(db.select({ one: sql`1` }).from(totpFactors).where(app)),
      exists(db.select({ one: sql`1` }).from(passkeys).where(eq(passkeys.personId, members.personId))),
    )
    const holders = await db
      .select({ role: members.role, roleId: members.roleId, hasFactor: sql<boolean>`${hasFactor}` })
      .from(members)
      .where(eq(members.status, "active"))
    const all = [...roles.map((id) => ({ id: id as string, name: roleNames[id] })), ...own]
    return all.map(({ id, name }) => {
      const theirs = holders.filter(({ role, roleId }) => (roleId ?? role) === id)
      const ready = theirs.filter((holder) => holder.hasFactor).length
      const isAsked = organization?.factorRoles.includes(id) ?? false
      return { id: id as string, name, isAsked, members: theirs.length, ready }
    })
  },
})
