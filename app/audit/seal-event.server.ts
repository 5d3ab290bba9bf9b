import { desc, sql } from "drizzle-orm"
import { auditSeals } from "#db/schema/audit"
import { command } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { SealEventInput } from "./inputs.server"
import { beginning, detailDigest, linkDigest } from "./link.server"
import { type SealedRow, sealedColumns } from "./sealed-columns.server"

/** How many events are sealed in one transaction. */
const batch = 5_000

/**
 * Seals what happened since the last time into the organization's audit chain, in the order in which transactions ended: those older
 * than the oldest that still runs. Nobody who writes waits for it; what they write is sealed after them.
 */
export const sealEvent = command({
  name: "seal-event",
  actors: ["system"],
  input: SealEventInput,
  async step(ctx) {
    const {
      rows: [lock],
    } = await ctx.db.execute<{ mine: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtext('audit chain'), hashtext(app.current_organization()::text)) as mine`,
    )
    if (!lock?.mine) return ctx.unchanged({ sealed: 0 })
    const last = await lastLink(ctx)
    const found = await unsealed(ctx, last?.eventId ?? null)
    await append(ctx, last, found)
    if (found.length === batch) await ctx.enqueue({ command: sealEvent.definition, input: {} })
    return ctx.unchanged({ sealed: found.length })
  },
})

type Last = { sequence: number; eventId: string; hash: Buffer }

async function lastLink({ db }: Work<"system">): Promise<Last | undefined> {
  const { sequence, eventId, hash } = auditSeals
  const [last] = await db.select({ sequence, eventId, hash }).from(auditSeals).orderBy(desc(sequence)).limit(1)
  return last && { ...last, sequence: Number(last.sequence), hash: Buffer.from(last.hash) }
}

async function unsealed({ db }: Work<"system">, after: string | null): Promise<SealedRow[]> {
  const place = sql`(select l.transaction, l.id from events l where l.id = ${after})`
  const { rows } = await db.execute<SealedRow>(sql`
    select ${sealedColumns} from (
      select * from events where transaction < (select app.oldest_transaction())
      ${after ? sql`and (transaction, id) > ${place}` : sql``}
      order by transaction, id limit ${batch}
    ) e
    left join lateral (select * from event_details where event_id = e.id limit 1) d on true
    order by e.transaction, e.id`)
  return rows
}

async function append({ db }: Work<"system">, last: Last | undefined, found: readonly SealedRow[]) {
  if (found.length === 0) return
  let [previous, sequence] = [last?.hash ?? beginning, last?.sequence ?? 0]
  const links = found.map((row) => {
    const detailHash = detailDigest(row)
    sequence += 1
    previous = linkDigest(previous, sequence, row, detailHash)
    return { sequence, event: row.eventId, detail: detailHash.toString("hex"), hash: previous.toString("hex") }
  })
  await db.execute(sql`
    insert into audit_seals (sequence, event_id, detail_hash, hash)
    select sequence, event, decode(detail, 'hex'), decode(hash, 'hex')
    from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as l(sequence bigint, event uuid, detail text, hash text)`)
}
