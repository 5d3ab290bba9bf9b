import { and, asc, eq, gt, isNull, lt, ne, type SQL, sql } from "drizzle-orm"
import { companies } from "#db/schema/companies"
import { checkouts, invoiceSettlements, invoices } from "#db/schema/invoices"
import { disputes } from "#db/schema/refunds"
import { invoiceTallies } from "#db/schema/tallies"
import { isWord } from "~/platform/data/one-of-few.server"
import { visible } from "~/platform/data/visible.server"
import type { Reading } from "~/platform/data/work.server"
import type { InvoiceView } from "./invoice"
import { isDemand, isOwed, settledMinor, signedTotal } from "./invoice-views.server"

/** The last day of the oldest step but one that what is owed is told apart by, in days after it was due. */
export const oldestStepDays = 90

/** What was tallied of the invoices in a list; `today` by the calendar of the organization. */
function talliedIn(view: InvoiceView, today: string): SQL | undefined {
  switch (view) {
    case "draft":
    case "open":
    case "paid":
      return isWord(invoiceTallies.standing, view)
    case "overdue":
      return and(isWord(invoiceTallies.standing, "open"), lt(invoiceTallies.dueOn, today))
    case "credit_notes":
      return eq(invoiceTallies.isCredit, true)
    case "all":
      return undefined
  }
}

/** What a list comes to in each currency: void ones count, but nothing is asked for them. */
export async function talliedSums(ctx: Reading, view: InvoiceView, today: string) {
  const tallied = ctx.db
    .select({
      currency: invoiceTallies.currency,
      counted: sql<number>`${invoiceTallies.counted}`.as("counted"),
      totalMinor: sql`case ${invoiceTallies.standing} when 'void' then 0 else ${invoiceTallies.totalMinor} end`.as(
        "total_minor",
      ),
      balanceMinor: sql`${invoiceTallies.balanceMinor}`.as("balance_minor"),
    })
    .from(invoiceTallies)
    .where(and(visible(ctx, invoiceTallies, "invoices"), talliedIn(view, today)))
  const all = (view === "overdue" ? tallied.unionAll(lateButWaiting(ctx, today)) : tallied.$dynamic()).as("tallied")
  return ctx.db
    .select({
      currency: all.currency,
      count: sql<number>`sum(${all.counted})::int`,
      totalMinor: sql<bigint>`sum(${all.totalMinor})`.mapWith(BigInt),
      balanceMinor: sql<bigint>`sum(${all.balanceMinor})`.mapWith(BigInt),
    })
    .from(all)
    .groupBy(all.currency)
    .having(gt(sql`sum(${all.counted})`, 0))
    .orderBy(asc(all.currency))
}

/** What is late and not called overdue, taken away: a payment is on its way, or the client's bank decides. There are few of these. */
function lateButWaiting(ctx: Reading, today: string) {
  const pending = ctx.db
    .select({ invoiceId: checkouts.invoiceId })
    .from(checkouts)
    .where(eq(checkouts.status, "pending"))
  const disputed = ctx.db.select({ invoiceId: disputes.invoiceId }).from(disputes).where(eq(disputes.status, "open"))
  return ctx.db
    .select({
      currency: invoices.currency,
      counted: sql<number>`-1`.as("counted"),
      totalMinor: sql`-${invoices.totalMinor}`.as("total_minor"),
      balanceMinor: sql`${settledMinor} - ${invoices.totalMinor}`.as("balance_minor"),
    })
    .from(invoices)
    .innerJoin(invoiceSettlements, eq(invoiceSettlements.invoiceId, invoices.id))
    .where(
      and(
        sql`${invoices.id} in (${pending.union(disputed)})`,
        isNull(invoices.deletedAt),
        visible(ctx, invoices),
        isOwed,
        lt(invoiceSettlements.dueOn, today),
      ),
    )
}

/** What the invoices come to that fit a condition, in each currency: reads each of them. */
export const countedSums = (ctx: Reading, inList: SQL | undefined) =>
  ctx.db
    .select({
      currency: invoices.currency,
      count: sql<number>`count(*)::int`,
      totalMinor: sql<bigint>`coalesce(sum(${signedTotal}) filter (where ${ne(invoices.status, "void")}), 0)`.mapWith(
        BigInt,
      ),
      balanceMinor:
        sql<bigint>`coalesce(sum(${invoices.totalMinor} - ${settledMinor}) filter (where ${isDemand}), 0)`.mapWith(
          BigInt,
        ),
    })
    .from(invoices)
    .innerJoin(companies, eq(companies.id, invoices.companyId))
    .leftJoin(invoiceSettlements, eq(invoiceSettlements.invoiceId, invoices.id))
    .where(inList)
    .groupBy(invoices.currency)
    .orderBy(asc(invoices.currency))

/** What is owed in each currency by how late it is on a day, `today` by the calendar of the organization: in all, and in steps of thirty days. */
export async function agingOf(ctx: Reading, today: string) {
  const { balanceMinor, counted, currency, dueOn, standing } = invoiceTallies
  const daysLate = sql<number>`(${today}::date - ${dueOn})`
  const owed = (when: SQL) => sql<bigint>`coalesce(sum(${balanceMinor}) filter (where ${when}), 0)`.mapWith(BigInt)
  return ctx.db
    .select({
      currency,
      count: sql<number>`sum(${counted})::int`,
      owedMinor: owed(sql`true`),
      notDueMinor: owed(sql`${daysLate} <= 0`),
      to30Minor: owed(sql`${daysLate} between 1 and 30`),
      to60Minor: owed(sql`${daysLate} between 31 and 60`),
      to90Minor: owed(sql`${daysLate} between 61 and ${sql.raw(String(oldestStepDays))}`),
      olderMinor: owed(sql`${daysLate} > ${sql.raw(String(oldestStepDays))}`),
    })
    .from(invoiceTallies)
    .where(and(visible(ctx, invoiceTallies, "invoices"), isWord(standing, "open")))
    .groupBy(currency)
    .having(gt(sql`sum(${counted})`, 0))
    .orderBy(asc(currency))
}

/** How many invoices were due before a day, and are still owed, as far as the reader sees them. */
export const pastDueCount = (ctx: Reading, today: string) =>
  sql<number>`(${ctx.db
    .select({ n: sql`coalesce(sum(${invoiceTallies.counted}), 0)::int` })
    .from(invoiceTallies)
    .where(and(visible(ctx, invoiceTallies, "invoices"), talliedIn("overdue", today)))})`
