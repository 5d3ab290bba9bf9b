import { asAdmin } from "./databases"
import type { Program } from "./program"

/** An event as the record keeps it. */
type Kept = { id: string; isSealed: boolean }

/** Lifts what protects the record from the database's owner too: one lock after the other, since two at once could meet those of a program. */
export const liftProtection = ({ databaseUrl }: Program) =>
  asAdmin(databaseUrl!, async (owner) => {
    await owner.query("alter table events no force row level security")
    await owner.query("alter table audit_seals no force row level security")
    await owner.query("alter table events disable trigger user")
  })

/** The newest event of a name; what is not sealed yet is sealed at once, instead of within the minute. */
export async function sealedEvent({ databaseUrl }: Program, name: string): Promise<Kept | undefined> {
  let found: Kept | undefined
  await asAdmin(databaseUrl!, async (owner) => {
    const { rows } = await owner.query<Kept & { organization: string }>(
      `select e.id, e.organization_id as organization, exists (select from audit_seals s where s.event_id = e.id) as "isSealed"
       from events e where e.name = $1 order by e.occurred_at desc, e.id desc limit 1`,
      [name],
    )
    const seal =
      "select graphile_worker.add_job('seal-event', json_build_object('organization', $1::text, 'input', '{}'::json))"
    if (rows[0]?.isSealed === false) await owner.query(seal, [rows[0].organization])
    found = rows[0]
  })
  return found
}

/** Changes what an event says behind the program's back. */
export const alterEvent = ({ databaseUrl }: Program, eventId: string) =>
  asAdmin(databaseUrl!, (owner) =>
    owner.query(`update events set payload = '{"told": "otherwise"}' where id = $1`, [eventId]),
  )
