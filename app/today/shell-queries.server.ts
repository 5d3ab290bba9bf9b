import { and, eq, lt, sql } from "drizzle-orm"
import { z } from "zod"
import { invoiceSettlements, invoices } from "#db/schema/invoices"
import { organizations } from "#db/schema/organizations"
import { countStanding } from "~/leads/lead-counts.server"
import { countUnread } from "~/notifications/unread.server"
import { query } from "~/platform/data/query.server"
import { visible } from "~/platform/data/visible.server"
import type { Reading } from "~/platform/data/work.server"
import { todayIn } from "~/platform/language/dates"
import { NotFound } from "~/platform/language/errors"

/** What stands around every page: the organization's name, and how much waits where. */
export const getShell = query({
  name: "get-shell",
  permission: "today.read",
  actors: ["staff"],
  input: z.object({}),
  async run(ctx) {
    const [organization] = await ctx.db
      .select({ name: organizations.name, timeZone: organizations.timeZone })
      .from(organizations)
    if (!organization) throw new NotFound("organization")
    const today = todayIn(organization.timeZone, ctx.now)
    const [counted] = await ctx.db
      .select({
        unread: countUnread(ctx),
        newLeads: countStanding(ctx, "new"),
        overdue: sql<number>`(${ctx.db
          .select({ n: sql`count(*)::int` })
          .from(invoices)
          .innerJoin(invoiceSettlements, eq(invoiceSettlements.invoiceId, invoices.id))
          .where(and(unsettled(ctx), lt(invoices.dueOn, today)))})`,
      })
      .from(organizations)
    if (!counted) throw new NotFound("organization")
    return { organization: organization.name, ...counted }
  },
})

/** Issued invoices with something left to pay, as far as the reader sees them; to be joined with their settlements. */
export const unsettled = (ctx: Reading) =>
  and(
    eq(invoices.status, "issued"),
    visible(ctx, invoices),
    sql`${invoiceSettlements.allocatedMinor} + ${invoiceSettlements.creditedMinor} < ${invoiceSettlements.totalMinor}`,
  )
