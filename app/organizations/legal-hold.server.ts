import { isNull, sql } from "drizzle-orm"
import { legalHolds } from "#db/schema/retention"
import type { Reading, Work } from "~/platform/data/work.server"

/** The one lock of purging: whoever purges shares it until its transaction ends, whoever places a hold has it alone. */
const lock = sql`hashtextextended('legal hold', 0)`

/** Waits until every purge under way has ended; none begins before this transaction ends, and each then sees the hold. */
export const stopPurges = ({ db }: Pick<Work, "db">) => db.execute(sql`select pg_advisory_xact_lock(${lock})`)

/** Keeps holds from being placed until this transaction ends: whether one stands is asked afterwards. */
export const keepHoldsOut = ({ db }: Pick<Work, "db">) => db.execute(sql`select pg_advisory_xact_lock_shared(${lock})`)

/** Whether a legal hold stands, so that nothing of the organization may be purged. */
export async function isHeld({ db }: Pick<Reading, "db">): Promise<boolean> {
  const [hold] = await db.select({ id: legalHolds.id }).from(legalHolds).where(isNull(legalHolds.liftedAt)).limit(1)
  return hold !== undefined
}

/** Whether any organization is under a hold: what belongs to the installation may be about it. */
export async function isAnyHeld({ db }: Reading): Promise<boolean> {
  const { rows } = await db.execute<{ held: boolean }>(sql`select app.has_legal_hold() as held`)
  return rows[0]?.held === true
}
