import { sql } from "drizzle-orm"
import type { Reading } from "~/platform/data/work.server"
import { detailDigest, linkDigest } from "./link.server"
import { type SealedRow, sealedColumns } from "./sealed-columns.server"
import type { Break, BreakKind, Standing } from "./verdict"

/** A link with its event and its details, where they are still there. */
export type LinkRow = Omit<SealedRow, "eventId"> & {
  sequence: bigint
  sealedId: string
  eventId: string | null
  hash: Buffer
  detailHash: Buffer
}

/** Events that erase what names a person; a row that one of them emptied is no broken one. */
export const erasingEvents: readonly string[] = ["contact.erased", "person.erased"]

/**
 * Links after one, in their order, with what they seal: each looked up by its key, so that a table the database has gathered no
 * statistics of, as just after a restore or an import, is never compared row by row with another.
 */
export async function linksAfter({ db }: Reading, sequence: number, limit: number): Promise<LinkRow[]> {
  const { rows } = await db.execute<LinkRow>(sql`
    select s.sequence, s.event_id as "sealedId", s.hash, s.detail_hash as "detailHash", ${sealedColumns}
    from (select * from audit_seals where sequence > ${sequence} order by sequence limit ${limit}) s
    left join lateral (select * from events where id = s.event_id limit 1) e on true
    left join lateral (select * from event_details where event_id = s.event_id limit 1) d on true
    order by s.sequence`)
  return rows
}

/** The first event of those between two links that no link seals. */
export async function insertedBetween(
  { db }: Reading,
  from: LinkRow | undefined,
  to: LinkRow,
): Promise<{ id: string; name: string; transaction: string } | undefined> {
  if (to.eventId === null) return undefined
  const { rows } = await db.execute<{ id: string; name: string; transaction: string }>(sql`
    select e.id, e.name, e.transaction::text as transaction from events e
    where (e.transaction, e.id) < (${to.transaction}::bigint, ${to.eventId}::uuid)
      ${from?.eventId ? sql`and (e.transaction, e.id) > (${from.transaction}::bigint, ${from.eventId}::uuid)` : sql``}
      and not exists (select from audit_seals s where s.event_id = e.id)
    order by e.transaction, e.id limit 1`)
  return rows[0]
}

/** What is wrong with one link, given the digest before it; `next` is the link after it, `signed` what a head says its digest is. */
export async function breakOf(
  ctx: Reading,
  previous: Standing,
  row: LinkRow,
  next: LinkRow | undefined,
  signed: string | undefined,
): Promise<{ broken: Break } | { broken: null; erased: boolean }> {
  const sequence = previous.sequence + 1
  const found = (kind: BreakKind) => ({
    broken: { kind, sequence, eventId: row.sealedId, eventName: row.name ?? null, head: null },
  })
  if (Number(row.sequence) !== sequence)
    return { broken: { kind: "deleted-seal", sequence, eventId: null, eventName: null, head: null } }
  if (row.eventId === null) return found("deleted-event")
  const facts = { ...row, eventId: row.eventId }
  const before = Buffer.from(previous.hash, "hex")
  const details = detailDigest(row)
  const computed = linkDigest(before, sequence, facts, row.detailHash)
  if (!computed.equals(row.hash) && signed === computed.toString("hex")) return found("altered-seal")
  if (!computed.equals(row.hash)) return found(kindOfMismatch({ row, next, computed, before, details, sequence }))
  if (details.equals(row.detailHash)) return { broken: null, erased: false }
  if (!row.hasDetails) return found("deleted-details")
  return (await wasErased(ctx, row)) ? { broken: null, erased: true } : found("altered-details")
}

type Mismatch = {
  row: LinkRow
  next: LinkRow | undefined
  computed: Buffer
  before: Buffer
  details: Buffer
  sequence: number
}

/** Whether it was the link that was altered, its event, or the order of events. */
function kindOfMismatch({ row, next, computed, before, details, sequence }: Mismatch): BreakKind {
  const facts = { ...row, eventId: row.sealedId }
  if (linkDigest(before, sequence, facts, details).equals(row.hash)) return "altered-seal"
  if (!next?.eventId) return "altered-event"
  const after = (previous: Buffer) =>
    linkDigest(previous, sequence + 1, { ...next, eventId: next.sealedId }, next.detailHash).equals(next.hash)
  if (after(computed)) return "altered-seal"
  return isBefore(next, row) ? "reordered" : "altered-event"
}

function isBefore(one: LinkRow, other: LinkRow): boolean {
  const [a, b] = [BigInt(one.transaction), BigInt(other.transaction)]
  return a < b || (a === b && one.sealedId < other.sealedId)
}

/** Whether the details were emptied by an act of erasing, which the chain tells of in turn. */
async function wasErased({ db }: Reading, row: LinkRow): Promise<boolean> {
  const { actorName, ip, userAgent, before, after, salt, personal } = row
  const isEmpty = [actorName, ip, userAgent, before, after, salt].every((part) => part === null)
  const by = isEmpty && /^\{"erasedBy": "([0-9a-f-]{36})"\}$/.exec(personal ?? "")?.[1]
  if (!by) return false
  const names = sql.join(
    erasingEvents.map((name) => sql`${name}`),
    sql`, `,
  )
  const { rowCount } = await db.execute(sql`select from events where id = ${by}::uuid and name in (${names})`)
  return rowCount === 1
}
