import { type AnyColumn, and, eq, type SQL } from "drizzle-orm"

type Owned = { organizationId: AnyColumn }
type Kept = Owned & { id: AnyColumn }

/**
 * That a column refers to a row, of the same organization as its own. Row-level security holds without it; but the planner knows
 * by it that every row finds its one, and does not take the few it expects of either table for few that fit.
 */
export const refersTo = (target: Kept, row: Owned, column: AnyColumn): SQL =>
  and(eq(target.organizationId, row.organizationId), eq(target.id, column)) as SQL
