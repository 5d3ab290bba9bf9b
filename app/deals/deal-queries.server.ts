import { and, asc, desc, eq, ilike, inArray, isNull, or, type SQL, sql } from "drizzle-orm"
import { z } from "zod"
import { companies } from "#db/schema/companies"
import { contacts } from "#db/schema/contacts"
import { dealLines, deals, stages } from "#db/schema/deals"
import { members } from "#db/schema/organizations"
import { contains } from "~/platform/data/contains.server"
import { hidesMoney } from "~/platform/data/hidden.server"
import { isWord } from "~/platform/data/one-of-few.server"
import { keyset, PageInput } from "~/platform/data/paging.server"
import { query } from "~/platform/data/query.server"
import { refersTo } from "~/platform/data/same-organization.server"
import { visible } from "~/platform/data/visible.server"
import { onVisiblePage } from "~/platform/data/visible-page.server"
import type { Reading } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import { id } from "~/platform/language/fields.server"
import type { Id } from "~/platform/language/ids"
import { dealStatuses } from "./deal"
import { countedSums, talliedSums } from "./deal-sums.server"
import { DealIdInput } from "./inputs.server"

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
    const asked = ctx.db.select().from(dealLines).where(eq(dealLines.dealId, dealId)).orderBy(asc(dealLines.position))
    const [, lines] = await Promise.all([getDeal(ctx, { dealId }), hidesMoney(ctx) ? [] : asked])
    return lines
  },
})

/** What narrows deals: whose they are, and words of their title or company. Unknown values are ignored. */
export const DealFilter = {
  owner: id("people").optional().catch(undefined),
  q: z.string().trim().max(100).optional().catch(undefined),
}

/** Living deals, narrowed; words need the company joined. */
export function narrowed({ owner, q }: { owner?: Id<"people">; q?: string }) {
  const words = q && contains(q)
  return and(
    isNull(deals.deletedAt),
    owner ? eq(deals.ownerId, owner) : undefined,
    words ? or(ilike(deals.title, words), ilike(companies.name, words)) : undefined,
  )
}

/** What narrows the list of deals, as its address says it. */
const ListFilter = z.object({
  status: z
    .enum([...dealStatuses, "all"])
    .default("open")
    .catch("open"),
  stage: id("stages").optional().catch(undefined),
  ...DealFilter,
})

/** What the list shows; words need the company joined. */
const inList = ({ status, stage, owner, q }: z.output<typeof ListFilter>) =>
  and(
    status === "all" ? undefined : isWord(deals.status, status),
    stage ? eq(deals.stageId, stage) : undefined,
    narrowed({ owner, q }),
  )

/** That a deal is in the list as its address narrows it, for acts on all of them. */
export const dealsInList = ({ db }: Reading, asked: Record<string, string>): SQL =>
  inArray(
    deals.id,
    db
      .select({ id: deals.id })
      .from(deals)
      .leftJoin(companies, refersTo(companies, deals, deals.companyId))
      .where(inList(ListFilter.parse(asked))),
  )

/** Deals newest first, one page at a time, with the sum of what the filter finds per currency. */
export const listDeals = query({
  name: "list-deals",
  permission: "deals.read",
  actors: ["staff"],
  input: ListFilter.extend(PageInput),
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
    const found = inList({ status, stage, owner, q })
    const withCompany = sql`${deals} left join ${companies} on ${refersTo(companies, deals, deals.companyId)}`
    const asked = ctx.db
      .select(dealRow)
      .from(deals)
      .innerJoin(stages, refersTo(stages, deals, deals.stageId))
      .leftJoin(companies, eq(companies.id, deals.companyId))
      .leftJoin(members, eq(members.personId, deals.ownerId))
      .where(onVisiblePage(ctx, deals, list, found, q ? { from: withCompany } : {}))
      .orderBy(...list.orderBy)
      .limit(list.limit)
    const summed = q
      ? countedSums(ctx, and(found, visible(ctx, deals)))
      : talliedSums(ctx, { status: status === "all" ? undefined : status, stage, owner })
    const [rows, sums] = await Promise.all([asked, summed])
    return { ...list.page(rows), sums }
  },
})

/** What a deal itself says in a row of the list and on a card of the board. */
export const dealFacts = {
  id: deals.id,
  title: deals.title,
  status: deals.status,
  currency: deals.currency,
  valueMinor: deals.valueMinor,
  monthlyMinor: deals.monthlyMinor,
  expectedCloseOn: deals.expectedCloseOn,
  stageChangedAt: deals.stageChangedAt,
  stageId: deals.stageId,
  companyId: deals.companyId,
  contactId: deals.contactId,
}

const dealRow = {
  ...dealFacts,
  createdAt: deals.createdAt,
  stageName: stages.name,
  stageTone: stages.tone,
  companyName: companies.name,
  ownerName: members.name,
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
