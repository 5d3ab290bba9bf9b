import { sql } from "drizzle-orm"
import { query } from "~/platform/data/query.server"
import type { Reading } from "~/platform/data/work.server"
import { sameText, sign } from "~/platform/security/crypto.server"
import { type Claims, claimsOf } from "./claims.server"
import { ChainVerdictInput } from "./inputs.server"
import { beginning } from "./link.server"
import type { Break, Standing, Verdict } from "./verdict"
import { breakOf, insertedBetween, type LinkRow, linksAfter } from "./walk-links.server"

/** How many links are read at once, and how many are looked at in one answer. */
const batch = 2_000
export const portion = 30_000

/** More of what is not sealed yet is not counted. */
const mostUnsealed = 10_000

type Asking = Reading<"staff" | "system">

/**
 * Whether anybody changed the organization's record behind the program's back: walks the chain from its beginning, or from where an
 * earlier answer ended, and names the first row that is not as it was sealed.
 */
export const chainVerdict = query({
  name: "chain-verdict",
  permission: "audits.read",
  actors: ["staff", "system"],
  input: ChainVerdictInput,
  async run(ctx, { from }): Promise<Verdict & { next: string | null }> {
    const claims = await claimsOf(ctx)
    const links = await linksThereAre(ctx)
    const walked = await walk(ctx, claims, standingOf(ctx, from))
    const isWhole = walked.broken !== null || walked.standing.sequence >= links
    const broken = walked.broken ?? (isWhole ? brokenAtTheEnd(claims, walked.standing) : null)
    const next = isWhole ? null : tokenOf(ctx, walked.standing)
    const unsealed = isWhole ? await unsealedCount(ctx) : 0
    return { standing: walked.standing, links, isWhole, broken, unsealed, heads: claims.heads, next }
  },
})

async function linksThereAre({ db }: Asking): Promise<number> {
  const { rows } = await db.execute<{ last: bigint | null }>(sql`select max(sequence) as last from audit_seals`)
  return Number(rows[0]?.last ?? 0)
}

type Walked = { standing: Standing; broken: Break | null }

async function walk(ctx: Asking, claims: Claims, from: Standing): Promise<Walked> {
  let standing = from
  let [last] = await linksAfter(ctx, from.sequence - 1, 1)
  if (from.sequence === 0) last = undefined
  for (let seen = 0; seen < portion; seen += batch) {
    const rows = await linksAfter(ctx, standing.sequence, batch + 1)
    const walked = await walkBatch(ctx, claims, standing, rows)
    const inserted = await firstInserted(ctx, last, rows.slice(0, batch), walked)
    if (inserted || walked.broken) return { ...walked, broken: inserted ?? walked.broken }
    standing = walked.standing
    last = rows[Math.min(rows.length, batch) - 1] ?? last
    if (rows.length <= batch) break
  }
  return { standing, broken: null }
}

async function walkBatch(ctx: Asking, claims: Claims, from: Standing, rows: readonly LinkRow[]): Promise<Walked> {
  let standing = from
  for (const [index, row] of rows.slice(0, batch).entries()) {
    const found = await breakOf(
      ctx,
      standing,
      row,
      rows[index + 1],
      claims.right.find(isAt(standing.sequence + 1))?.hash,
    )
    if (found.broken) return { standing, broken: found.broken }
    const sequence = standing.sequence + 1
    standing = { sequence, hash: row.hash.toString("hex"), erased: standing.erased + (found.erased ? 1 : 0) }
    const broken = brokenHeadAt(claims, standing)
    if (broken) return { standing, broken }
  }
  return { standing, broken: null }
}

const isAt = (sequence: number) => (head: { sequence: number }) => head.sequence === sequence

/** A head says which link it was signed over; where another stands now, all before it may have been made anew. */
function brokenHeadAt({ right, broken }: Claims, { sequence, hash }: Standing): Break | null {
  const altered = broken.find((head) => head.sequence === sequence)
  if (altered) return altered
  const other = right.find((head) => head.sequence === sequence && head.hash !== hash)
  return other ? { kind: "rewritten", sequence, eventId: null, eventName: null, head: other.headOn } : null
}

function brokenAtTheEnd({ right, broken }: Claims, { sequence }: Standing): Break | null {
  const beyond = right.find((head) => head.sequence > sequence)
  if (beyond)
    return { kind: "deleted-tail", sequence: sequence + 1, eventId: null, eventName: null, head: beyond.headOn }
  return broken.find((head) => head.sequence > sequence || head.sequence < 1) ?? null
}

/** The first event that was put among those of a batch, where it stands before whatever else is broken there. */
async function firstInserted(ctx: Asking, from: LinkRow | undefined, rows: readonly LinkRow[], walked: Walked) {
  const broken = walked.broken && rows.findIndex(({ sequence }) => Number(sequence) >= (walked.broken?.sequence ?? 0))
  const sound = rows.slice(0, broken === null || broken < 0 ? rows.length : broken)
  const to = sound.findLast(({ eventId }) => eventId !== null)
  const found = to && (await insertedBetween(ctx, from, to))
  if (!found) return null
  const place = sound.find(
    ({ transaction, eventId, sealedId }) =>
      eventId !== null &&
      (BigInt(transaction) > BigInt(found.transaction) || (transaction === found.transaction && sealedId > found.id)),
  )
  const sequence = Number(place?.sequence ?? to.sequence)
  return { kind: "inserted-event", sequence, eventId: found.id, eventName: found.name, head: null } satisfies Break
}

/** In the order of the chain, so that only what stands after its last link is read, whatever statistics the database has. */
async function unsealedCount({ db }: Asking): Promise<number> {
  const { rows } = await db.execute<{ count: bigint }>(sql`
    with newest as (select event_id from audit_seals order by sequence desc limit 1),
    last as (select e.transaction, e.id from newest cross join lateral (select * from events where id = event_id limit 1) e)
    select count(*) as count from (
      select from events e
      where (e.transaction, e.id) > (coalesce((select transaction from last), -1), coalesce((select id from last), '00000000-0000-0000-0000-000000000000'))
      order by e.transaction, e.id limit ${mostUnsealed}) as open`)
  return Number(rows[0]?.count ?? 0)
}

const purpose = "audit verdict"
const marked = (ctx: Asking, text: string) => sign(purpose, text, ctx.caller.organizationId)

/** Where an answer ended, signed, so that one can only go on from where it really did. */
function tokenOf(ctx: Asking, { sequence, hash, erased }: Standing): string {
  const text = `${sequence}.${hash}.${erased}`
  return `${text}.${marked(ctx, text)}`
}

function standingOf(ctx: Asking, token: string | undefined): Standing {
  const start = { sequence: 0, hash: beginning.toString("hex"), erased: 0 }
  const [sequence = "", hash = "", erased = "", mark = ""] = token?.split(".") ?? []
  const isOurs = sameText(mark, marked(ctx, `${sequence}.${hash}.${erased}`))
  return isOurs ? { sequence: Number(sequence), hash, erased: Number(erased) } : start
}
