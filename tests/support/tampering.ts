import pg from "pg"
import { chainVerdict } from "~/audit/chain-verdict.server"
import { sealEvent } from "~/audit/seal-event.server"
import type { Agency } from "./world"
import { ourDatabase } from "./world"

/** Seals all that has happened; what runs in other databases of the tests' server holds the sealing up for moments. */
export async function sealEverything(agency: Agency) {
  do await sealEvent(agency.system(), {})
  while ((await chainVerdict(agency.system(), {})).unsealed > 0)
}

const tables = ["event_details", "event_subjects", "audit_seals", "audit_heads", "events"]

/** The owner of the database, who has switched off whatever protects the record, acting within one organization. */
export async function anOwnerWithoutScruples(agency: Agency) {
  const { ownerUrl } = await ourDatabase()
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  await owner.query("select set_config('app.organization_id', $1, false)", [agency.organizationId])
  for (const table of tables) await owner.query(`alter table ${table} disable trigger user`)
  await owner.query(
    "alter table audit_seals drop constraint audit_seals_organization_id_event_id_events_organization_id_id_fk",
  )
  await owner.query("alter table audit_seals drop constraint audit_seals_event")
  return {
    query: <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) => owner.query<Row>(text, values),
    /** Keeps the record as it is, to be put back. */
    async remember() {
      for (const table of tables) {
        await owner.query(`drop table if exists kept_${table}`)
        await owner.query(`create temp table kept_${table} as select * from ${table}`)
      }
    },
    /** Puts the record back as it was. */
    async putBack() {
      for (const table of tables) {
        await owner.query(`delete from ${table}`)
        await owner.query(`insert into ${table} select * from kept_${table}`)
      }
    },
    end: () => owner.end(),
  }
}
