import { type SQL, sql } from "drizzle-orm"
import { contains } from "~/platform/data/contains.server"
import { addDays, calendarDate, endOfDayIn } from "~/platform/language/dates"
import { isId } from "~/platform/language/ids"
import { namesOfTrying } from "./account-acts"
import { namesOfAct } from "./acts"
import type { AuditFilter } from "./inputs.server"

const cursorForm = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)_([0-9a-f-]{36})$/

/** Where a row stands, as the address carries it. */
export const cursorOf = ({ occurredAt, id }: { occurredAt: string; id: string }) => `${occurredAt}_${id}`

/** Older than the row at which the last page ended, and within the days that are asked for, by the organization's clock. */
export function timeConditions({ from, to, after }: AuditFilter, timeZone: string): SQL[] {
  const [, at, id] = cursorForm.exec(after ?? "") ?? []
  const startsAfter = from && endOfDayIn(addDays(calendarDate(from), -1), timeZone).toISOString()
  const endsAt = to && endOfDayIn(calendarDate(to), timeZone).toISOString()
  return [
    ...(at ? [sql`(e.occurred_at, e.id) < (${at}::timestamptz, ${id}::uuid)`] : []),
    ...(startsAfter ? [sql`e.occurred_at > ${startsAfter}::timestamptz`] : []),
    ...(endsAt ? [sql`e.occurred_at <= ${endsAt}::timestamptz`] : []),
  ]
}

/** A condition of the filter, and whether an index of events serves it. */
export type Condition = { by: "record" | "address" | "act" | "person" | "kind" | "text"; where: SQL }

/** Everything else that is asked for, what narrows most first. `e` is the event, `d` its personal part. */
export function otherConditions({ record, address, act, person, q }: AuditFilter): Condition[] {
  const subject = sql`exists (select from event_subjects s where s.subject_id = ${record}::uuid and s.event_id = e.id)`
  const conditions: (Condition | false | undefined | "")[] = [
    record && { by: "record", where: subject },
    address && { by: "address", where: sql`d.ip = ${address}` },
    act && { by: "act", where: sql`e.name = any(${sql.param(namesOfAct(act))}::text[])` },
    person &&
      isId(person) && { by: "person", where: sql`(${byPerson(person)} or (${isTrying} and ${asPerson(person)}))` },
    person && !isId(person) && { by: "kind", where: sql`e.actor_kind = ${person === "clients" ? "client" : "system"}` },
    q && { by: "text", where: holds(q) },
  ]
  return conditions.filter((condition) => typeof condition === "object")
}

/** What a person did. */
export const byPerson = (person: string) => sql`e.actor_id = ${person}::uuid`

/** Of what was tried at sign-ins, that a visitor tried it as a person. */
export const asPerson = (person: string) => sql`e.actor_id is null and e.payload ->> 'personId' = ${person}`

const isTrying = sql`e.name = any(${sql.param([...namesOfTrying])}::text[])`

const holds = (q: string) => {
  const pattern = contains(q)
  const texts = sql`concat_ws(' ', d.actor_name, d.user_agent, d.before, d.after, d.personal, e.payload)`
  return sql`(e.request_id = ${q} or e.name = ${q} or ${texts} ilike ${pattern})`
}
