import { sql } from "drizzle-orm"
import type { SealedDetails, SealedFacts } from "./link.server"

const instant = (column: string) => sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`)

/** The columns of an event `e` and its details `d`, as the chain takes them. */
export const sealedColumns = sql`
  e.id::text as "eventId", e.name, ${instant("e.occurred_at")} as "occurredAt", ${instant("e.recorded_at")} as "recordedAt",
  e.actor_kind as "actorKind", e.actor_id::text as "actorId", e.request_id as "requestId", e.payload::text as payload,
  e.transaction::text as transaction, d.event_id is not null as "hasDetails", d.actor_name as "actorName", d.ip,
  d.user_agent as "userAgent", d.before::text as before, d.after::text as after, d.personal::text as personal, d.salt::text as salt`

/** A row of these columns. */
export type SealedRow = SealedFacts & SealedDetails & { hasDetails: boolean }
