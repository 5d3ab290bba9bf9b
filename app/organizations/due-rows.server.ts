import { and, type Column, getTableColumns, isNotNull, type SQL, sql } from "drizzle-orm"
import type { PgTable } from "drizzle-orm/pg-core"
import { mails } from "#db/schema/activities"
import { notifications } from "#db/schema/events"
import { invitations } from "#db/schema/organizations"
import { linkUses } from "#db/schema/proposals"
import type { Reading, Work } from "~/platform/data/work.server"
import { keptSince, type PerClass, purgeBatch, type RetentionClass, retentionClasses } from "./retention"

/**
 * Where a class stands: its table, when a row of it ended, and which rows belong to it at all. Each has an index in these words;
 * they say `case`, since row-level security keeps an index from serving what says `coalesce`.
 */
type Place = { table: PgTable & { id: Column }; endedAt: SQL; belongs?: SQL }

const places: Record<RetentionClass, Place> = {
  notifications: {
    table: notifications,
    endedAt: sql`${notifications.readAt}`,
    belongs: isNotNull(notifications.readAt),
  },
  invitations: {
    table: invitations,
    endedAt: sql`(case when ${invitations.acceptedAt} is not null then ${invitations.acceptedAt}
      when ${invitations.revokedAt} is not null then ${invitations.revokedAt} else ${invitations.expiresAt} end)`,
  },
  "link-uses": { table: linkUses, endedAt: sql`${linkUses.usedAt}` },
  "mail-texts": {
    table: mails,
    endedAt: sql`(case when ${mails.sentAt} is not null then ${mails.sentAt} else ${mails.createdAt} end)`,
    belongs: sql`${mails.text} <> '' and ${mails.status} not in ('queued', 'failed', 'refused')`,
  },
}

const isDue = ({ endedAt, belongs }: Place, before: Date) =>
  and(belongs, sql`${endedAt} < ${before.toISOString()}::timestamptz`)!

/** How many of each class are due at an instant, counted up to one more than a cap, so that none is counted for long. */
export async function countDue({ db }: Reading, at: Date, days: PerClass, cap: number): Promise<PerClass> {
  const counts = retentionClasses.map((name) => {
    const place = places[name]
    const due = isDue(place, keptSince(at, days[name]))
    return sql`(select count(*)::int from (select from ${place.table} where ${due} limit ${cap + 1}) as due) as ${sql.identifier(name)}`
  })
  const { rows } = await db.execute<PerClass>(sql`select ${sql.join(counts, sql`, `)}`)
  return rows[0]!
}

/** Purges the oldest of a class that ended before an instant, a batch at most; answers how many. Of mails only the wording goes. */
export async function purgeClass({ db }: Work, name: RetentionClass, before: Date): Promise<number> {
  if (name === "link-uses") return purgeLinkUses(db, before)
  const place = places[name]
  const due = isDue(place, before)
  const oldest = sql`array(select ${place.table.id} from ${place.table} where ${due} order by ${place.endedAt} limit ${purgeBatch})`
  const chosen = sql`where ${place.table.id} = any (${oldest}) and ${due}`
  const { rowCount } = await db.execute(
    name === "mail-texts"
      ? sql`update ${mails} set ${sql.identifier(getTableColumns(mails).html.name)} = '', ${sql.identifier(getTableColumns(mails).text.name)} = '' ${chosen}`
      : sql`delete from ${place.table} ${chosen}`,
  )
  return rowCount ?? 0
}

/** Uses of links are written once; the one function that may delete them leaves what is younger than ninety days. */
async function purgeLinkUses(db: Work["db"], before: Date): Promise<number> {
  const { rows } = await db.execute<{ gone: number }>(
    sql`select app.purge_link_uses(${before.toISOString()}::timestamptz, ${purgeBatch})::int as gone`,
  )
  return rows[0]?.gone ?? 0
}
