import { asc, eq, getTableColumns } from "drizzle-orm"
import { z } from "zod"
import { members, organizations } from "#db/schema/organizations"
import { query } from "~/platform/data/query.server"
import { NotFound } from "~/platform/language/errors"
import { grantedToMember, hiddenFromMember } from "./granted.server"

const { stripeSealed: _sealed, stripeKey: _key, ...shown } = getTableColumns(organizations)

/** The organization one is in: names, address, money, clock and defaults, without its secrets. */
export const getOrganization = query({
  name: "get-organization",
  permission: "organizations.read",
  actors: ["staff", "system", "client"],
  input: z.object({}),
  async run(ctx) {
    const [organization] = await ctx.db.select(shown).from(organizations)
    if (!organization) throw new NotFound("organization")
    return organization
  },
})

/** The active members by name: who may own a record, and who is told. */
export const listMembers = query({
  name: "list-members",
  permission: "organizations.read",
  actors: ["staff", "system"],
  input: z.object({}),
  run: (ctx) =>
    ctx.db
      .select({
        personId: members.personId,
        name: members.name,
        email: members.email,
        role: members.role,
        roleId: members.roleId,
        granted: grantedToMember,
        hides: hiddenFromMember,
        teamId: members.teamId,
      })
      .from(members)
      .where(eq(members.status, "active"))
      .orderBy(asc(members.name), asc(members.personId)),
})
