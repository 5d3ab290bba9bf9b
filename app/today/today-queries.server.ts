import { and, asc, count, desc, eq, gte, inArray, isNotNull, isNull, lt, lte, or, type SQL, sql } from "drizzle-orm"
import { z } from "zod"
import { companies } from "#db/schema/companies"
import { deals, stages } from "#db/schema/deals"
import { events } from "#db/schema/events"
import { invoiceSettlements, invoices } from "#db/schema/invoices"
import { leads } from "#db/schema/leads"
import { proposals } from "#db/schema/proposals"
import { creditedMinor, inView, isDisputed, isPending, settledMinor } from "~/invoices/invoice-views.server"
import { listForms } from "~/leads/form-queries.server"
import { openStatuses } from "~/leads/lead"
import { getOrganization } from "~/organizations/organization-queries.server"
import { query } from "~/platform/data/query.server"
import { visible } from "~/platform/data/visible.server"
import type { Reading } from "~/platform/data/work.server"
import { todayIn } from "~/platform/language/dates"
import type { Id } from "~/platform/language/ids"
import { standsTooLongDays } from "./deal-wait"

/** How many rows each part of the page shows; the rest is in the lists. */
const fewRows = 6
/** How far back "opened lately" looks, in days, and through how many of the newest events. */
const latelyDays = 14
const newestEvents = 2_000

const day = 86_400_000

/**
 * What a member finds in the morning: leads, deals and proposals that wait for them, what clients opened lately, and what is
 * overdue, each cut to a few rows with its whole count. In a new organization, the key of its enquiry form.
 */
export const getToday = query({
  name: "get-today",
  permission: "today.read",
  actors: ["staff"],
  input: z.object({}),
  async run(ctx) {
    const { timeZone, locale } = await getOrganization(ctx, {})
    const today = todayIn(timeZone, ctx.now)
    const isNew = await isUntouched(ctx)
    const [form] = isNew ? await listForms(ctx, {}) : []
    return {
      ...{ timeZone, locale, today, isNew },
      formKey: form?.key ?? null,
      leads: await waitingLeads(ctx),
      deals: await waitingDeals(ctx, today),
      proposals: await unansweredProposals(ctx),
      opened: await openedLately(ctx),
      overdue: await overdue(ctx, today),
    }
  },
})

/** Whether nothing was ever begun here. */
async function isUntouched(ctx: Reading): Promise<boolean> {
  const any = [leads, deals, proposals, invoices].map((table) => sql`exists (select from ${table})`)
  const { rows } = await ctx.db.execute<{ begun: boolean }>(sql`select ${sql.join(any, sql` or `)} as begun`)
  return rows[0]?.begun !== true
}

const whole = sql<number>`(count(*) over ())::int`

/** The rows as they are shown, and how many there are in all. */
function cut<Row extends { whole: number }>(found: Row[]) {
  return { count: found[0]?.whole ?? 0, rows: found.map(({ whole: _whole, ...row }) => row) }
}

type Owned = typeof leads | typeof deals | typeof proposals

/** What the reader looks after themselves, or nobody does. */
function mine(ctx: Reading, table: Owned): SQL | undefined {
  const { personId } = ctx.actor
  return and(
    isNull(table.deletedAt),
    visible(ctx, table),
    or(isNull(table.ownerId), personId ? eq(table.ownerId, personId) : undefined),
  )
}

async function waitingLeads(ctx: Reading) {
  const found = await ctx.db
    .select({
      id: leads.id,
      name: leads.name,
      companyName: leads.companyName,
      status: leads.status,
      createdAt: leads.createdAt,
      whole,
    })
    .from(leads)
    .where(and(mine(ctx, leads), inArray(leads.status, [...openStatuses])))
    .orderBy(asc(leads.createdAt), asc(leads.id))
    .limit(fewRows)
  return cut(found)
}

/** The condition that `whyDealWaits` puts into words. */
async function waitingDeals(ctx: Reading, today: string) {
  const standing = new Date(ctx.now.getTime() - standsTooLongDays * day)
  const waits = or(isNull(deals.expectedCloseOn), lt(deals.expectedCloseOn, today), lte(deals.stageChangedAt, standing))
  const found = await ctx.db
    .select({
      id: deals.id,
      title: deals.title,
      companyName: companies.name,
      stageName: stages.name,
      stageChangedAt: deals.stageChangedAt,
      expectedCloseOn: deals.expectedCloseOn,
      valueMinor: deals.valueMinor,
      currency: deals.currency,
      whole,
    })
    .from(deals)
    .innerJoin(stages, eq(stages.id, deals.stageId))
    .leftJoin(companies, eq(companies.id, deals.companyId))
    .where(and(mine(ctx, deals), eq(deals.status, "open"), waits))
    .orderBy(asc(deals.expectedCloseOn), asc(deals.stageChangedAt), asc(deals.id))
    .limit(fewRows)
  return cut(found)
}

/** What of a proposal its standing follows from. */
const standing = {
  status: proposals.status,
  validUntilOn: proposals.validUntilOn,
  firstOpenedAt: proposals.firstOpenedAt,
}

async function unansweredProposals(ctx: Reading) {
  const found = await ctx.db
    .select({
      id: proposals.id,
      title: proposals.title,
      companyName: companies.name,
      lastOpenedAt: proposals.lastOpenedAt,
      ...standing,
      whole,
    })
    .from(proposals)
    .innerJoin(companies, eq(companies.id, proposals.companyId))
    .where(and(mine(ctx, proposals), eq(proposals.status, "sent"), isNotNull(proposals.lastOpenedAt)))
    .orderBy(asc(proposals.lastOpenedAt), asc(proposals.id))
    .limit(fewRows)
  return cut(found)
}

type Opening = { id: Id<"events">; name: string; at: Date; proposalId: string | null; invoiceId: string | null }

/** What clients opened themselves in the last days, each document once, the latest first. */
async function openedLately(ctx: Reading) {
  const openings = onePerDocument(await newestOpenings(ctx))
  const offers = (await openedProposals(ctx, openings)).map((found) => ({ ...found, isInvoice: false as const }))
  const bills = (await openedInvoices(ctx, openings)).map((found) => ({ ...found, isInvoice: true as const }))
  const documents = new Map([...offers, ...bills].map((found) => [found.id as string, found]))
  return openings
    .flatMap(({ at, proposalId, invoiceId }) => {
      const document = documents.get(invoiceId ?? proposalId ?? "")
      return document ? [{ ...document, at }] : []
    })
    .slice(0, fewRows)
}

/** Of the newest events only, so that a long history costs no more than a short one. */
async function newestOpenings(ctx: Reading): Promise<Opening[]> {
  const newest = ctx.db.select().from(events).orderBy(desc(events.id)).limit(newestEvents).as("newest")
  const named = (key: string) => sql<string | null>`${newest.payload} ->> ${sql.raw(`'${key}'`)}`
  const rows = await ctx.db
    .select({
      id: newest.id,
      name: newest.name,
      at: newest.occurredAt,
      proposal: named("proposalId"),
      invoice: named("invoiceId"),
    })
    .from(newest)
    .where(
      and(
        inArray(newest.name, ["proposal.opened", "invoice.opened"]),
        gte(newest.occurredAt, new Date(ctx.now.getTime() - latelyDays * day)),
      ),
    )
    .orderBy(desc(newest.occurredAt), desc(newest.id))
    .limit(200)
  return rows.map(({ proposal, invoice, ...row }) => ({
    ...row,
    proposalId: row.name === "proposal.opened" ? proposal : null,
    invoiceId: row.name === "invoice.opened" ? invoice : null,
  }))
}

function onePerDocument(openings: Opening[]): Opening[] {
  const seen = new Set<string | null>()
  return openings.filter(({ proposalId, invoiceId }) => {
    const document = invoiceId ?? proposalId
    return !seen.has(document) && seen.add(document)
  })
}

function openedProposals(ctx: Reading, openings: Opening[]) {
  const ids = openings.flatMap(({ proposalId }) => (proposalId ? [proposalId as Id<"proposals">] : []))
  if (ids.length === 0) return []
  return ctx.db
    .select({ id: proposals.id, title: proposals.title, companyName: companies.name, ...standing })
    .from(proposals)
    .innerJoin(companies, eq(companies.id, proposals.companyId))
    .where(and(inArray(proposals.id, ids), isNull(proposals.deletedAt), visible(ctx, proposals)))
}

function openedInvoices(ctx: Reading, openings: Opening[]) {
  const ids = openings.flatMap(({ invoiceId }) => (invoiceId ? [invoiceId as Id<"invoices">] : []))
  if (ids.length === 0) return []
  return ctx.db
    .select({
      id: invoices.id,
      companyName: companies.name,
      number: invoices.number,
      kind: invoices.kind,
      status: invoices.status,
      totalMinor: invoices.totalMinor,
      settledMinor,
      creditedMinor,
      dueOn: invoices.dueOn,
      isPending,
      isDisputed,
    })
    .from(invoices)
    .innerJoin(companies, eq(companies.id, invoices.companyId))
    .leftJoin(invoiceSettlements, eq(invoiceSettlements.invoiceId, invoices.id))
    .where(and(inArray(invoices.id, ids), isNull(invoices.deletedAt), visible(ctx, invoices)))
}

/** Issued invoices whose day has passed, the longest overdue first, with what is missing in each currency. */
async function overdue(ctx: Reading, today: string) {
  const where = and(isNull(invoices.deletedAt), visible(ctx, invoices), inView("overdue", today))
  const missing = sql<bigint>`${invoices.totalMinor} - ${settledMinor}`.mapWith(BigInt)
  const rows = await ctx.db
    .select({
      id: invoices.id,
      number: invoices.number,
      companyName: companies.name,
      dueOn: invoices.dueOn,
      currency: invoices.currency,
      balanceMinor: missing,
    })
    .from(invoices)
    .innerJoin(companies, eq(companies.id, invoices.companyId))
    .leftJoin(invoiceSettlements, eq(invoiceSettlements.invoiceId, invoices.id))
    .where(where)
    .orderBy(asc(invoices.dueOn), asc(invoices.id))
    .limit(fewRows)
  const sums = await ctx.db
    .select({
      currency: invoices.currency,
      count: count(),
      balanceMinor: sql<bigint>`sum(${missing})`.mapWith(BigInt),
    })
    .from(invoices)
    .leftJoin(invoiceSettlements, eq(invoiceSettlements.invoiceId, invoices.id))
    .where(where)
    .groupBy(invoices.currency)
    .orderBy(asc(invoices.currency))
  return { rows, sums, count: sums.reduce((n, sum) => n + sum.count, 0) }
}
