import { and, eq, isNull, type SQL, sql } from "drizzle-orm"
import { leads } from "#db/schema/leads"
import { countUpTo } from "~/platform/data/count-up-to.server"
import { visibleParts } from "~/platform/data/visible.server"
import type { Reading } from "~/platform/data/work.server"
import type { LeadStatus } from "./lead"

/** How many leads stand in a status, as far as the reader sees them and counts are made. */
export function countStanding(ctx: Reading, status: LeadStatus): SQL<number> {
  const standing = and(eq(leads.status, status), isNull(leads.deletedAt))
  const parts = visibleParts(ctx, leads).map((part) => countUpTo(ctx, leads, and(standing, part), [leads.createdAt]))
  return sql<number>`(${sql.join([sql`0`, ...parts], sql` + `)})`
}

/** How many open leads are the reader's own. */
export function countMine(ctx: Reading): SQL<number> {
  const { personId } = ctx.actor
  if (!personId) return sql<number>`0`
  const open = and(isWaiting, eq(leads.ownerId, personId), isNull(leads.deletedAt))
  return countUpTo(ctx, leads, open, [leads.createdAt])
}

/** Leads that still wait for work, in the words of the index that holds them. */
export const isWaiting = sql`${leads.status} in ('new', 'working', 'qualified')`
