import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, lte, type SQL, sql } from "drizzle-orm"
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core"
import { z } from "zod"
import { companies } from "#db/schema/companies"
import { deals, stages } from "#db/schema/deals"
import { events } from "#db/schema/events"
import { invoiceSettlements, invoices } from "#db/schema/invoices"
import { leads } from "#db/schema/leads"
import { proposals } from "#db/schema/proposals"
import { talliedSums } from "~/invoices/invoice-sums.server"
import { creditedMinor, inView, isDisputed, isPending, settledMinor } from "~/invoices/invoice-views.server"
import { listForms } from "~/leads/form-queries.server"
import { isWaiting } from "~/leads/lead-counts.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import { countUpTo } from "~/platform/data/count-up-to.server"
import { query } from "~/platform/data/query.server"
import { refersTo } from "~/platform/data/same-organization.server"
import { visible, visibleParts } from "~/platform/data/visible.server"
import { onVisiblePage } from "~/platform/data/visible-page.server"
import type { Reading } from "~/platform/data/work.server"
import { todayIn } from "~/platform/language/dates"
import type { Id } from "~/platform/language/ids"

/** How many rows each part of the page shows; the rest is in the lists. */
const fewRows = 6
/** How far back "opened lately" looks, in days, and through how many openings. */
const latelyDays = 14
const newestOpened = 200

const day = 86_400_000

/**
 * What a member finds in the morning: leads, deals and proposals that wait for them, what clients opened lately, and what is
 * overdue, each cut to a few rows with how many there are. In a new organization, the key of its enquiry form.
 */
export const getToday = query({
  name: "get-today",
  permission: "today.read",
  actors: ["staff"],
  input: z.object({}),
  async run(ctx) {
    const [dated, isNew, leads, proposals, opened] = await Promise.all([
      dueToday(ctx),
      isUntouched(ctx),
      waitingLeads(ctx),
      unansweredProposals(ctx),
      openedLately(ctx),
    ])
    const [form] = isNew ? await listForms(ctx, {}) : []
    return { ...dated, isNew, formKey: form?.key ?? null, leads, proposals, opened }
  },
})

/** The organization's day, and what waits or is overdue by it. */
async function dueToday(ctx: Reading) {
  const { timeZone, locale } = await getOrganization(ctx, {})
  const today = todayIn(timeZone, ctx.now)
  const [deals, late] = await Promise.all([waitingDeals(ctx, today), overdue(ctx, today)])
  return { timeZone, locale, today, deals, overdue: late }
}

/** Whether nothing was ever begun here. */
async function isUntouched(ctx: Reading): Promise<boolean> {
  const any = [leads, deals, proposals, invoices].map((table) => sql`exists (select from ${table})`)
  const { rows } = await ctx.db.execute<{ begun: boolean }>(sql`select ${sql.join(any, sql` or `)} as begun`)
  return rows[0]?.begun !== true
}

type Owned = (typeof leads | typeof deals | typeof proposals) & PgTable

/** What waits in a table, and the columns by which an index holds it for each owner, the longest waiting first. */
type Waiting = { table: Owned; where: SQL | undefined; since: AnyPgColumn }

/**
 * What of it is the reader's, or nobody's, which whoever may read the kind sees: the first few, and how many there are as far as
 * they are counted. Each owner's rows are walked apart, since no index holds two owners' rows in one order.
 */
async function waiting<Row>(
  ctx: Reading,
  { table, where, since }: Waiting,
  read: (where: SQL | undefined, order: AnyPgColumn[]) => Promise<Row[]>,
  isBefore: (a: Row, b: Row) => number,
) {
  const { personId } = ctx.actor
  const along = [table.ownerId, since, table.id]
  const isVisible = visibleParts(ctx, table).length > 0
  const owners = [isNull(table.ownerId), ...(personId ? [eq(table.ownerId, personId)] : [])]
  const parts = (isVisible ? owners : []).map((owner) => and(owner, where, isNull(table.deletedAt)))
  const counts = parts.map((part) => countUpTo(ctx, table, part, along))
  const [[counted], ...found] = await Promise.all([
    ctx.db
      .execute<{ count: number }>(sql`select ${sql.join([sql`0`, ...counts], sql` + `)} as count`)
      .then(({ rows }) => rows),
    ...parts.map((part) => read(part, along)),
  ])
  return { count: counted?.count ?? 0, rows: found.flat().toSorted(isBefore).slice(0, fewRows) }
}

/** Sorts by a moment or day, the earliest first. */
const by =
  <Row>(value: (row: Row) => Date | string | null) =>
  (a: Row, b: Row) =>
    Number(value(a)! > value(b)!) - Number(value(a)! < value(b)!)

const waitingLeads = (ctx: Reading) =>
  waiting(
    ctx,
    { table: leads, where: isWaiting, since: leads.createdAt },
    (where, order) =>
      ctx.db
        .select({
          id: leads.id,
          name: leads.name,
          companyName: leads.companyName,
          status: leads.status,
          createdAt: leads.createdAt,
        })
        .from(leads)
        .where(where)
        .orderBy(...order)
        .limit(fewRows),
    by(({ createdAt }) => createdAt),
  )

/** The condition that `whyDealWaits` puts into words. */
const waitingDeals = (ctx: Reading, today: string) =>
  waiting(
    ctx,
    {
      table: deals,
      where: and(sql`${deals.status} = 'open'`, lte(deals.waitsFromOn, today)),
      since: deals.waitsFromOn,
    },
    (where, order) =>
      ctx.db
        .select({
          id: deals.id,
          title: deals.title,
          companyName: companies.name,
          stageName: stages.name,
          stageChangedAt: deals.stageChangedAt,
          expectedCloseOn: deals.expectedCloseOn,
          waitsFromOn: deals.waitsFromOn,
          valueMinor: deals.valueMinor,
          currency: deals.currency,
        })
        .from(deals)
        .innerJoin(stages, refersTo(stages, deals, deals.stageId))
        .leftJoin(companies, refersTo(companies, deals, deals.companyId))
        .where(where)
        .orderBy(...order)
        .limit(fewRows),
    by(({ waitsFromOn }) => waitsFromOn),
  )

/** What of a proposal its standing follows from. */
const standing = {
  status: proposals.status,
  validUntilOn: proposals.validUntilOn,
  firstOpenedAt: proposals.firstOpenedAt,
}

const unansweredProposals = (ctx: Reading) =>
  waiting(
    ctx,
    {
      table: proposals,
      where: and(sql`${proposals.status} = 'sent'`, isNotNull(proposals.lastOpenedAt)),
      since: proposals.lastOpenedAt,
    },
    (where, order) =>
      ctx.db
        .select({
          id: proposals.id,
          title: proposals.title,
          companyName: companies.name,
          lastOpenedAt: proposals.lastOpenedAt,
          ...standing,
        })
        .from(proposals)
        .innerJoin(companies, refersTo(companies, proposals, proposals.companyId))
        .where(where)
        .orderBy(...order)
        .limit(fewRows),
    by(({ lastOpenedAt }) => lastOpenedAt),
  )

type Opening = { id: Id<"events">; name: string; at: Date; proposalId: string | null; invoiceId: string | null }

/** What clients opened themselves in the last days, each document once, the latest first. */
async function openedLately(ctx: Reading) {
  const openings = onePerDocument(await newestOpenings(ctx))
  const [offered, billed] = await Promise.all([openedProposals(ctx, openings), openedInvoices(ctx, openings)])
  const offers = offered.map((found) => ({ ...found, isInvoice: false as const }))
  const bills = billed.map((found) => ({ ...found, isInvoice: true as const }))
  const documents = new Map([...offers, ...bills].map((found) => [found.id as string, found]))
  return openings
    .flatMap(({ at, proposalId, invoiceId }) => {
      const document = documents.get(invoiceId ?? proposalId ?? "")
      return document ? [{ ...document, at }] : []
    })
    .slice(0, fewRows)
}

/** The newest openings of the last days; an index holds openings alone. */
async function newestOpenings(ctx: Reading): Promise<Opening[]> {
  const named = (key: string) => sql<string | null>`${events.payload} ->> ${sql.raw(`'${key}'`)}`
  const rows = await ctx.db
    .select({
      id: events.id,
      name: events.name,
      at: events.occurredAt,
      proposal: named("proposalId"),
      invoice: named("invoiceId"),
    })
    .from(events)
    .where(
      and(
        sql`${events.name} in ('proposal.opened', 'invoice.opened')`,
        gte(events.occurredAt, new Date(ctx.now.getTime() - latelyDays * day)),
      ),
    )
    .orderBy(desc(events.id))
    .limit(newestOpened)
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
  const missing = sql<bigint>`${invoices.totalMinor} - ${settledMinor}`.mapWith(BigInt)
  const { dueOn, invoiceId, ownerId } = invoiceSettlements
  const longest = {
    where: undefined,
    column: dueOn,
    direction: asc,
    orderBy: [asc(dueOn), asc(invoiceId)],
    limit: fewRows,
  }
  const isOverdue = and(isNull(invoices.deletedAt), inView("overdue", today))
  const longestOverdue = ctx.db
    .select({
      id: invoices.id,
      number: invoices.number,
      companyName: companies.name,
      dueOn: invoices.dueOn,
      currency: invoices.currency,
      balanceMinor: missing,
    })
    .from(invoices)
    .innerJoin(companies, refersTo(companies, invoices, invoices.companyId))
    .innerJoin(invoiceSettlements, eq(invoiceId, invoices.id))
    .where(onVisiblePage(ctx, invoices, longest, isOverdue, { from: withSettlement, owner: ownerId }))
    .orderBy(...longest.orderBy)
    .limit(fewRows)
  const [rows, sums] = await Promise.all([longestOverdue, talliedSums(ctx, "overdue", today)])
  return { rows, sums, count: sums.reduce((n, sum) => n + sum.count, 0) }
}

const withSettlement = sql`${invoices} join ${invoiceSettlements} on ${refersTo(invoices, invoiceSettlements, invoiceSettlements.invoiceId)}`
