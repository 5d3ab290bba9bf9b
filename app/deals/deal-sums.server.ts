import { and, eq, gt, gte, or, type SQL, sql } from "drizzle-orm"
import { companies } from "#db/schema/companies"
import { deals } from "#db/schema/deals"
import { dealTallies } from "#db/schema/tallies"
import { isWord } from "~/platform/data/one-of-few.server"
import { visible } from "~/platform/data/visible.server"
import type { Reading } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import type { DealStatus } from "./deal"

/** How many days won and lost deals stay on the board. */
export const daysOnBoard = 30

/** The first day (UTC) of which won and lost deals are on the board. */
export const firstDayOnBoard = (now: Date) =>
  new Date(now.getTime() - daysOnBoard * 86_400_000).toISOString().slice(0, 10)

/** What narrows a sum; words need the deals themselves, everything else was tallied. */
type Narrowing = { status?: DealStatus; stage?: Id<"stages">; owner?: Id<"people"> }

const tallied = {
  count: sql<number>`sum(${dealTallies.counted})::int`,
  valueMinor: sql<bigint>`sum(${dealTallies.valueMinor})`.mapWith(BigInt),
}

const ofTallies = (ctx: Reading, { status, stage, owner }: Narrowing) =>
  and(
    visible(ctx, dealTallies, "deals"),
    status && isWord(dealTallies.status, status),
    stage && eq(dealTallies.stageId, stage),
    owner && eq(dealTallies.ownerId, owner),
  )

/** How many deals there are and what they are worth, in each currency. */
export const talliedSums = (ctx: Reading, narrowing: Narrowing) =>
  ctx.db
    .select({ currency: dealTallies.currency, ...tallied })
    .from(dealTallies)
    .where(ofTallies(ctx, narrowing))
    .groupBy(dealTallies.currency)
    .having(gt(sql`sum(${dealTallies.counted})`, 0))
    .orderBy(dealTallies.currency)

/** The same of the deals on the board, by stage. */
export const talliedByStage = (ctx: Reading, narrowing: Narrowing) =>
  ctx.db
    .select({ stageId: dealTallies.stageId, currency: dealTallies.currency, ...tallied })
    .from(dealTallies)
    .where(
      and(
        ofTallies(ctx, narrowing),
        or(isWord(dealTallies.status, "open"), gte(dealTallies.movedOn, firstDayOnBoard(ctx.now))),
      ),
    )
    .groupBy(dealTallies.stageId, dealTallies.currency)
    .having(gt(sql`sum(${dealTallies.counted})`, 0))
    .orderBy(dealTallies.currency)

const summed = {
  count: sql<number>`count(*)::int`,
  valueMinor: sql<bigint>`sum(${deals.valueMinor})`.mapWith(BigInt),
}

/** How many deals fit a condition and what they are worth, in each currency: reads each of them. */
export const countedSums = (ctx: Reading, found: SQL | undefined) =>
  ctx.db
    .select({ currency: deals.currency, ...summed })
    .from(deals)
    .leftJoin(companies, eq(companies.id, deals.companyId))
    .where(found)
    .groupBy(deals.currency)
    .orderBy(deals.currency)

/** The same by stage: reads each of them. */
export const countedByStage = (ctx: Reading, found: SQL | undefined) =>
  ctx.db
    .select({ stageId: deals.stageId, currency: deals.currency, ...summed })
    .from(deals)
    .leftJoin(companies, eq(companies.id, deals.companyId))
    .where(found)
    .groupBy(deals.stageId, deals.currency)
    .orderBy(deals.currency)
