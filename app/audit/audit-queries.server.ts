import { type SQL, sql } from "drizzle-orm"
import { getOrganization } from "~/organizations/organization-queries.server"
import { query } from "~/platform/data/query.server"
import type { Reading } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { namesOfTrying } from "./account-acts"
import { namesOfAct } from "./acts"
import { asPerson, byPerson, type Condition, cursorOf, otherConditions, timeConditions } from "./audit-filter.server"
import { type AuditFilter, AuditFilterInput } from "./inputs.server"

/** How many rows a page shows, and how many events are looked through for them where no index leads to them. */
const rowsShown = 50
const mostLookedThrough = 10_000
/** A record or a network address with more events than this is looked for among all. */
const fewEnough = 2_000

/** One thing that happened, with everything that is known of it. */
export type AuditRow = {
  id: Id<"events">
  name: string
  occurredAt: string
  recordedAt: string
  actorKind: "staff" | "client" | "system"
  actorId: string | null
  requestId: string | null
  payload: Record<string, unknown>
  who: string | null
  ip: string | null
  userAgent: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  personal: Record<string, unknown> | null
  isSealed: boolean
}

/** A page of the record: its rows, and where to go on. */
export type AuditPage = {
  rows: AuditRow[]
  /** Where older rows begin; null when there are none. */
  older: string | null
  /** How far back was looked, where that was not far enough to fill the page. */
  lookedBackTo: string | null
}

/** What happened in the organization, newest first, a page at a time: everything, or what the filter asks for. */
export const listAuditEvents = query({
  name: "list-audit-events",
  permission: "audits.read",
  actors: ["staff", "system"],
  input: AuditFilterInput,
  async run(ctx, filter): Promise<AuditPage> {
    return auditPage(ctx, filter, rowsShown)
  },
})

/** So many rows of the record that a filter asks for. */
export async function auditPage(ctx: Reading, filter: AuditFilter, count: number): Promise<AuditPage> {
  const { timeZone } = await getOrganization(ctx, {})
  const times = timeConditions(filter, timeZone)
  const { walk, rest } = await wayTo(ctx, filter, otherConditions(filter))
  const looked = rest.length === 0 ? count + 1 : Math.max(mostLookedThrough, count + 1)
  const found = await ctx.db.execute<AuditRow & Looked>(sql`
    with walked as materialized (${walk(times, looked)}),
    looked as (select count(*)::int as looked from walked),
    oldest as (select occurred_at, id from walked order by occurred_at, id limit 1),
    sealed as (select l.transaction, l.id from audit_seals s join events l on l.id = s.event_id order by s.sequence desc limit 1),
    found as (
      select ${columns}, (e.transaction, e.id) <= (select transaction, id from sealed) as "isSealed"
      from walked w ${known}
      ${whereAll(rest.map(({ where }) => where))}
      order by w.occurred_at desc, w.id desc limit ${sql.raw(String(count + 1))}
    )
    select found.*, looked.looked, oldest.id as "oldestId", ${isoOf("oldest.occurred_at")} as "oldestAt"
    from looked left join oldest on true left join found on true order by found."occurredAt" desc, found.id desc`)
  return pageOf(found.rows, count, looked)
}

type Looked = { looked: number; oldestId: string | null; oldestAt: string | null }

function pageOf(found: readonly (AuditRow & Looked)[], count: number, most: number): AuditPage {
  const rows = found.filter(({ id }) => id !== null)
  const kept = rows.slice(0, count)
  const last = kept.at(-1)
  if (rows.length > count && last) return { rows: kept, older: cursorOf(last), lookedBackTo: null }
  const { looked = 0, oldestId = null, oldestAt = null } = found[0] ?? {}
  if (looked < most || !oldestId || !oldestAt) return { rows: kept, older: null, lookedBackTo: null }
  return { rows: kept, older: cursorOf({ occurredAt: oldestAt, id: oldestId }), lookedBackTo: oldestAt }
}

const isoOf = (column: string) => sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`)

const columns = sql`
  e.id, e.name, ${isoOf("e.occurred_at")} as "occurredAt", ${isoOf("e.recorded_at")} as "recordedAt",
  e.actor_kind as "actorKind", e.actor_id as "actorId", e.request_id as "requestId", e.payload,
  d.actor_name as who, d.ip, d.user_agent as "userAgent", d.before, d.after, d.personal`

/**
 * An event and its personal part, each looked up by its id: `offset 0` keeps the planner, which cannot know how much has happened in
 * an organization, from reading all of it instead.
 */
const known = sql`
  cross join lateral (select * from events where id = w.id offset 0) e
  left join lateral (select * from event_details where event_id = w.id offset 0) d on true`

const whereAll = (conditions: readonly SQL[]) =>
  conditions.length === 0 ? sql`` : sql`where ${sql.join([...conditions], sql` and `)}`

/** How events are walked, newest first, and what is left to be asked of each on the way. */
type Way = { walk: (times: readonly SQL[], count: number) => SQL; rest: Condition[] }

/** Chooses the index that leads to what is asked for: a record's or an address's few events, else an act's, a person's, or time's. */
async function wayTo(ctx: Reading, filter: AuditFilter, conditions: Condition[]): Promise<Way> {
  const without = (by: Condition["by"]) => conditions.filter((condition) => condition.by !== by)
  const { record, address, act, person } = filter
  if (record && (await isFew(ctx, subjectsOf(record))))
    return { walk: among(subjectsOf(record)), rest: without("record") }
  if (address && (await isFew(ctx, eventsFrom(address))))
    return { walk: among(eventsFrom(address)), rest: without("address") }
  if (act) return { walk: named(namesOfAct(act)), rest: without("act") }
  if (person && conditions.some(({ by }) => by === "person")) return { walk: ofPerson(person), rest: without("person") }
  return { walk: newest(), rest: conditions }
}

const subjectsOf = (record: string) => sql`select event_id from event_subjects where subject_id = ${record}::uuid`
const eventsFrom = (address: string) => sql`select event_id from event_details where ip = ${address}`

async function isFew({ db }: Reading, ids: SQL): Promise<boolean> {
  const few = sql.raw(String(fewEnough + 1))
  const { rows } = await db.execute<{ count: bigint }>(sql`select count(*) as count from (${ids} limit ${few}) as ids`)
  return Number(rows[0]?.count ?? 0) <= fewEnough
}

const inOrder = (count: number) => sql.raw(`order by e.occurred_at desc, e.id desc limit ${count}`)

const newest =
  (where?: SQL): Way["walk"] =>
  (times, count) =>
    sql`select e.id, e.occurred_at from events e ${whereAll(where ? [where, ...times] : times)} ${inOrder(count)}`

const among =
  (ids: SQL): Way["walk"] =>
  (times, count) =>
    sql`select e.id, e.occurred_at from (${ids} limit ${sql.raw(String(fewEnough + 1))}) as i join events e on e.id = i.event_id
      ${whereAll(times)} ${inOrder(count)}`

/** Each kind of act has its own stretch of the index; the newest of all are among the newest of each. */
const named =
  (names: readonly string[], where: SQL[] = []): Way["walk"] =>
  (times, count) =>
    sql`select e.id, e.occurred_at from unnest(${sql.param([...names])}::text[]) as n(name)
      cross join lateral (
        select e.id, e.occurred_at from events e ${whereAll([sql`e.name = n.name`, ...where, ...times])} ${inOrder(count)}
      ) e ${inOrder(count)}`

/** What a person did, and what somebody who was not let in tried as them. */
const ofPerson =
  (person: string): Way["walk"] =>
  (times, count) =>
    sql`select e.id, e.occurred_at from (
        (${newest(byPerson(person))(times, count)}) union all (${named(namesOfTrying, [asPerson(person)])(times, count)})
      ) e ${inOrder(count)}`
