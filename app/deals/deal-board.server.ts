import { and, desc, eq, gte, inArray, isNull, or, sql } from "drizzle-orm"
import { z } from "zod"
import { companies } from "#db/schema/companies"
import { deals, stages } from "#db/schema/deals"
import { members } from "#db/schema/organizations"
import { proposals } from "#db/schema/proposals"
import { query } from "~/platform/data/query.server"
import { refersTo } from "~/platform/data/same-organization.server"
import { visible } from "~/platform/data/visible.server"
import type { Reading } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import type { DealProposal } from "./deal"
import { DealFilter, dealFacts, narrowed } from "./deal-queries.server"
import { countedByStage, firstDayOnBoard, talliedByStage } from "./deal-sums.server"
import { listStages } from "./stage-queries.server"

/** How many cards a column of the board shows before the rest is a link to the list. */
export const cardsPerColumn = 20

type Filter = z.output<ReturnType<typeof boardInput>>
const boardInput = () => z.object(DealFilter)

/** The board: each stage with its count, its sums per currency, and its latest cards. Won and lost show the last thirty days. */
export const dealBoard = query({
  name: "deal-board",
  permission: "deals.read",
  actors: ["staff"],
  input: boardInput(),
  async run(ctx, filter) {
    const summed = filter.q
      ? countedByStage(ctx, and(isOnBoard(ctx), narrowed(filter), visible(ctx, deals)))
      : talliedByStage(ctx, filter)
    const [columns, sums] = await Promise.all([listStages(ctx, {}), summed])
    const cards = await latestCards(
      ctx,
      filter,
      columns.map(({ id }) => id),
    )
    return columns.map((stage) => ({
      ...stage,
      sums: sums.filter((sum) => sum.stageId === stage.id),
      cards: cards.filter((card) => card.stageId === stage.id),
    }))
  },
})

const firstMoment = (ctx: Reading) => new Date(firstDayOnBoard(ctx.now))

const isOnBoard = (ctx: Reading) => or(eq(deals.status, "open"), gte(deals.stageChangedAt, firstMoment(ctx)))

/** The latest cards of each column, each read by its stage's index as far as they go. */
function latestCards(ctx: Reading, filter: Filter, stageIds: Id<"stages">[]) {
  const newest = newestIn(ctx, filter)
  return ctx.db
    .select({ ...newest._.selectedFields, proposalStatus: latestProposal(ctx, newest.id) })
    .from(stages)
    .innerJoinLateral(newest, sql`true`)
    .where(inArray(stages.id, stageIds))
    .orderBy(desc(newest.stageChangedAt), desc(newest.id))
}

/** The latest cards of the stage that the statement around it reads; where the road ends, no further back than the board goes. */
function newestIn(ctx: Reading, filter: Filter) {
  const since = sql`case ${stages.kind} when 'open' then '-infinity' else ${firstMoment(ctx)}::timestamptz end`
  return ctx.db
    .select({
      ...dealFacts,
      companyName: sql<string | null>`${companies.name}`.as("company_name"),
      ownerName: sql<string | null>`${members.name}`.as("owner_name"),
    })
    .from(deals)
    .leftJoin(companies, refersTo(companies, deals, deals.companyId))
    .leftJoin(members, eq(members.personId, deals.ownerId))
    .where(
      and(
        refersTo(stages, deals, deals.stageId),
        gte(deals.stageChangedAt, since),
        narrowed(filter),
        visible(ctx, deals),
      ),
    )
    .orderBy(desc(deals.stageChangedAt), desc(deals.id))
    .limit(cardsPerColumn)
    .as("newest")
}

/** The status of a deal's newest living proposal. */
const latestProposal = (ctx: Reading, dealId: ReturnType<typeof newestIn>["id"]) =>
  sql<DealProposal | null>`(${ctx.db
    .select({ status: proposals.status })
    .from(proposals)
    .where(and(eq(proposals.dealId, dealId), isNull(proposals.deletedAt)))
    .orderBy(desc(proposals.createdAt))
    .limit(1)})`
