import { desc } from "drizzle-orm"
import { z } from "zod"
import { supportGrants } from "#db/schema/organizations"
import { query } from "~/platform/data/query.server"
import { getOrganization, listMembers } from "./organization-queries.server"

/** The latest leaves that were given to the installation's super-admins, and which of them still stand. */
export const listSupportGrants = query({
  name: "list-support-grants",
  permission: "support-grants.read",
  actors: ["staff"],
  input: z.object({}),
  async run(ctx) {
    const { timeZone, locale } = await getOrganization(ctx, {})
    const names = new Map((await listMembers(ctx, {})).map(({ personId, name }) => [personId, name]))
    const rows = await ctx.db.select().from(supportGrants).orderBy(desc(supportGrants.id)).limit(50)
    const grants = rows.map(({ id, reason, grantedById, createdAt, expiresAt, revokedAt }) => ({
      ...{ id, reason, createdAt, expiresAt, by: names.get(grantedById) ?? "Somebody who left" },
      stands: revokedAt === null && expiresAt > ctx.now,
      wasRevoked: revokedAt !== null,
    }))
    return { grants, timeZone, locale }
  },
})
