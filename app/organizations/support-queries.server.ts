import { count } from "drizzle-orm"
import { z } from "zod"
import { supportGrants } from "#db/schema/organizations"
import { newestFirst, PageInput } from "~/platform/data/paging.server"
import { query } from "~/platform/data/query.server"
import { getOrganization, listMembers } from "./organization-queries.server"

type Grant = typeof supportGrants.$inferSelect

/** The leaves that were given to the installation's super-admins, and which of them still stand, the latest first, a page at a time. */
export const listSupportGrants = query({
  name: "list-support-grants",
  permission: "support-grants.read",
  actors: ["staff"],
  input: z.object(PageInput),
  async run(ctx, cursor) {
    const { timeZone, locale } = await getOrganization(ctx, {})
    const names = new Map((await listMembers(ctx, {})).map(({ personId, name }) => [personId, name]))
    const list = newestFirst<Grant>(supportGrants.id, cursor)
    const found = await ctx.db
      .select()
      .from(supportGrants)
      .where(list.where)
      .orderBy(...list.orderBy)
      .limit(list.limit)
    const [counted] = await ctx.db.select({ count: count() }).from(supportGrants)
    const { rows, newer, older } = list.page(found)
    const grants = rows.map(({ id, reason, grantedById, createdAt, expiresAt, revokedAt }) => ({
      ...{ id, reason, createdAt, expiresAt, by: names.get(grantedById) ?? "Somebody who left" },
      stands: revokedAt === null && expiresAt > ctx.now,
      wasRevoked: revokedAt !== null,
    }))
    return { grants, count: counted?.count ?? 0, newer, older, timeZone, locale }
  },
})
