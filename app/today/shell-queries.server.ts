import { z } from "zod"
import { organizations } from "#db/schema/organizations"
import { pastDueCount } from "~/invoices/invoice-sums.server"
import { countStanding } from "~/leads/lead-counts.server"
import { countUnread } from "~/notifications/unread.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import { query } from "~/platform/data/query.server"
import { todayIn } from "~/platform/language/dates"
import { NotFound } from "~/platform/language/errors"

/** What stands around every page: the organization's name, and how much waits where. */
export const getShell = query({
  name: "get-shell",
  permission: "today.read",
  actors: ["staff"],
  input: z.object({}),
  async run(ctx) {
    const organization = await getOrganization(ctx, {})
    const today = todayIn(organization.timeZone, ctx.now)
    const [counted] = await ctx.db
      .select({
        unread: countUnread(ctx),
        newLeads: countStanding(ctx, "new"),
        overdue: pastDueCount(ctx, today),
      })
      .from(organizations)
    if (!counted) throw new NotFound("organization")
    return { organization: organization.name, logoFile: organization.logoFile, ...counted }
  },
})
