import { and, eq, isNull, lt, type SQL, sql } from "drizzle-orm"
import type { PgTable } from "drizzle-orm/pg-core"
import { z } from "zod"
import { notifications } from "#db/schema/events"
import { invoiceSettlements, invoices } from "#db/schema/invoices"
import { leads } from "#db/schema/leads"
import { organizations } from "#db/schema/organizations"
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
        unread: countOf(
          ctx,
          notifications,
          and(eq(notifications.personId, ctx.caller.personId), isNull(notifications.readAt)),
        ),
        newLeads: countOf(ctx, leads, newLeads(ctx)),
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

/** Enquiries nobody has taken up yet, as far as the reader sees them. */
export const newLeads = (ctx: Reading) => and(eq(leads.status, "new"), isNull(leads.deletedAt), visible(ctx, leads))

/** Issued invoices with something left to pay, as far as the reader sees them; to be joined with their settlements. */
export const unsettled = (ctx: Reading) =>
  and(
    eq(invoices.status, "issued"),
    visible(ctx, invoices),
    sql`${invoiceSettlements.allocatedMinor} + ${invoiceSettlements.creditedMinor} < ${invoiceSettlements.totalMinor}`,
  )

const countOf = (ctx: Reading, table: PgTable, where: SQL | undefined) =>
  sql<number>`(${ctx.db.select({ n: sql`count(*)::int` }).from(table).where(where)})`
