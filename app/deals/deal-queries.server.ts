import { and, asc, desc, eq, gt, ilike, isNull, or, sql } from "drizzle-orm"
import { z } from "zod"
import { companies } from "#db/schema/companies"
import { contacts } from "#db/schema/contacts"
import { dealLines, deals, stages } from "#db/schema/deals"
import { members } from "#db/schema/organizations"
import { proposals } from "#db/schema/proposals"
import { keyset, PageInput } from "~/platform/data/paging.server"
import { query } from "~/platform/data/query.server"
import { refersTo } from "~/platform/data/same-organization.server"
import { visible } from "~/platform/data/visible.server"
import type { Reading } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import { id } from "~/platform/language/fields.server"
import type { Id } from "~/platform/language/ids"
import { type DealProposal, dealStatuses } from "./deal"
import { DealIdInput } from "./inputs.server"
import { listStages } from "./stage-queries.server"

const readers = ["staff", "system", "client"] as const

/** A living deal with the names of its company, contact, owner and stage. */
export const getDeal = query({
  name: "get-deal",
  permission: "deals.read",
  actors: readers,
  input: DealIdInput,
  async run(ctx, { dealId }) {
    const [found] = await ctx.db
      .select({
        deal: deals,
        companyName: companies.name,
        contactName: contacts.name,
        ownerName: members.name,
        stageName: stages.name,
        stageTone: stages.tone,
        probability: stages.probability,
      })
      .from(deals)
      .innerJoin(stages, eq(stages.id, deals.stageId))
      .leftJoin(companies, eq(companies.id, deals.companyId))
      .leftJoin(contacts, eq(contacts.id, deals.contactId))
      .leftJoin(members, eq(members.personId, deals.ownerId))
      .where(and(eq(deals.id, dealId), isNull(deals.deletedAt), visible(ctx, deals)))
    if (!found) throw new NotFound("deal")
    const { deal, ...names } = found
    return { ...deal, ...names }
  },
})

/** A deal's lines in their order. */
export const getDealLines = query({
  name: "get-deal-lines",
  permission: "deals.read",
  actors: readers,
  input: DealIdInput,
  async run(ctx, { dealId }) {
    await getDeal(ctx, { dealId })
    return ctx.db.select().from(dealLines).where(eq(dealLines.dealId, dealId)).orderBy(asc(dealLines.position))
  },
})

/** What narrows deals: whose they are, and words of their title or company. Unknown values are ignored. */
const DealFilter = {
  owner: id("people").optional().catch(undefined),
  q: z.string().trim().max(100).optional().catch(undefined),
}

function narrowed(ctx: Reading, { owner, q }: { owner?: Id<"people">; q?: string }) {
  const words = q && `%${q.replace(/[\\%_]/g, "\\$&")}%`
  return and(
    isNull(deals.deletedAt),
    visible(ctx, deals),
    owner ? eq(deals.ownerId, owner) : undefined,
    words ? or(ilike(deals.title, words), ilike(companies.name, words)) : undefined,
  )
}

const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * 86_400_000)

/** Deals newest first, one page at a time, with the sum of what the filter finds per currency. */
export const listDeals = query({
  name: "list-deals",
  permission: "deals.read",
  actors: ["staff"],
  input: z.object({
    status: z
      .enum([...dealStatuses, "all"])
      .default("open")
      .catch("open"),
    stage: id("stages").optional().catch(undefined),
    ...DealFilter,
    ...PageInput,
  }),
  async run(ctx, { status, stage, owner, q, after, before }) {
    const list = keyset<DealRow>({
      column: deals.createdAt,
      value: (row) => row.createdAt.toISOString(),
      read: (text) => new Date(Date.parse(text) || 0),
      id: deals.id,
      order: "newest",
      after,
      before,
    })
    const found = and(
      status === "all" ? undefined : eq(deals.status, status),
      stage ? eq(deals.stageId, stage) : undefined,
      narrowed(ctx, { owner, q }),
    )
    const rows = await ctx.db
      .select(dealRow)
      .from(deals)
      .innerJoin(stages, refersTo(stages, deals, deals.stageId))
      .leftJoin(companies, eq(companies.id, deals.companyId))
      .leftJoin(members, eq(members.personId, deals.ownerId))
      .where(and(found, list.where))
      .orderBy(...list.orderBy)
      .limit(list.limit)
    const sums = await ctx.db
      .select({
        currency: deals.currency,
        count: sql<number>`count(*)::int`,
        valueMinor: sql<bigint>`sum(${deals.valueMinor})`.mapWith(BigInt),
      })
      .from(deals)
      .leftJoin(companies, eq(companies.id, deals.companyId))
      .where(found)
      .groupBy(deals.currency)
      .orderBy(deals.currency)
    return { ...list.page(rows), sums }
  },
})

const dealRow = {
  id: deals.id,
  title: deals.title,
  status: deals.status,
  currency: deals.currency,
  valueMinor: deals.valueMinor,
  monthlyMinor: deals.monthlyMinor,
  expectedCloseOn: deals.expectedCloseOn,
  createdAt: deals.createdAt,
  stageChangedAt: deals.stageChangedAt,
  stageId: deals.stageId,
  stageName: stages.name,
  stageTone: stages.tone,
  companyName: companies.name,
  ownerName: members.name,
  companyId: deals.companyId,
  contactId: deals.contactId,
}

type DealRow = {
  id: (typeof deals.$inferSelect)["id"]
  title: string
  status: (typeof deals.$inferSelect)["status"]
  currency: string
  valueMinor: bigint
  monthlyMinor: bigint
  expectedCloseOn: string | null
  createdAt: Date
  stageChangedAt: Date
  stageId: (typeof deals.$inferSelect)["stageId"]
  stageName: string
  stageTone: (typeof stages.$inferSelect)["tone"]
  companyName: string | null
  ownerName: string | null
  companyId: (typeof deals.$inferSelect)["companyId"]
  contactId: (typeof deals.$inferSelect)["contactId"]
}

/** The status of a deal's newest living proposal. */
const latestProposal = (ctx: Reading) =>
  sql<DealProposal | null>`(${ctx.db
    .select({ status: proposals.status })
    .from(proposals)
    .where(and(eq(proposals.dealId, deals.id), isNull(proposals.deletedAt)))
    .orderBy(desc(proposals.createdAt))
    .limit(1)})`

/** How many cards a column of the board shows before the rest is a link to the list. */
export const cardsPerColumn = 20

/** How many days won and lost deals stay on the board. */
export const daysOnBoard = 30

/** The board: each stage with its count, its sums per currency, and its latest cards. Won and lost show the last thirty days. */
export const dealBoard = query({
  name: "deal-board",
  permission: "deals.read",
  actors: ["staff"],
  input: z.object(DealFilter),
  async run(ctx, { owner, q }) {
    const stagesInOrder = await listStages(ctx, {})
    const shown = and(
      or(eq(deals.status, "open"), gt(deals.stageChangedAt, daysBefore(ctx.now, daysOnBoard))),
      narrowed(ctx, { owner, q }),
    )
    const sums = await ctx.db
      .select({
        stageId: deals.stageId,
        currency: deals.currency,
        count: sql<number>`count(*)::int`,
        valueMinor: sql<bigint>`sum(${deals.valueMinor})`.mapWith(BigInt),
      })
      .from(deals)
      .leftJoin(companies, eq(companies.id, deals.companyId))
      .where(shown)
      .groupBy(deals.stageId, deals.currency)
      .orderBy(deals.currency)
    const columns = []
    for (const stage of stagesInOrder) {
      const cards = await ctx.db
        .select({ ...dealRow, proposalStatus: latestProposal(ctx) })
        .from(deals)
        .innerJoin(stages, eq(stages.id, deals.stageId))
        .leftJoin(companies, eq(companies.id, deals.companyId))
        .leftJoin(members, eq(members.personId, deals.ownerId))
        .where(and(shown, eq(deals.stageId, stage.id)))
        .orderBy(desc(deals.stageChangedAt), desc(deals.id))
        .limit(cardsPerColumn)
      columns.push({ ...stage, sums: sums.filter((sum) => sum.stageId === stage.id), cards })
    }
    return columns
  },
})

/** The living deals of a company, newest first; at most fifty. */
export const listDealsOfCompany = query({
  name: "list-deals-of-company",
  permission: "deals.read",
  actors: ["staff"],
  input: z.object({ companyId: id("companies") }),
  run: (ctx, { companyId }) =>
    ctx.db
      .select({
        id: deals.id,
        title: deals.title,
        status: deals.status,
        stageName: stages.name,
        stageTone: stages.tone,
        valueMinor: deals.valueMinor,
        currency: deals.currency,
      })
      .from(deals)
      .innerJoin(stages, eq(stages.id, deals.stageId))
      .where(and(eq(deals.companyId, companyId), isNull(deals.deletedAt), visible(ctx, deals)))
      .orderBy(desc(deals.createdAt))
      .limit(50),
})
