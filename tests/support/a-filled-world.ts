import pg from "pg"
import { aFullWorld, type World } from "./a-full-world"
import { exampleOf } from "./examples"
import { ourDatabase } from "./world"

/*
 * A full world whose organization holds many rows of everything that lists show, written past the commands because thousands
 * of acts would take minutes: copies of rows that commands made.
 */

/** The id of the nth copy in a table, by the table's place in the list. */
const idAt = (at: number) => `('0190' || lpad(to_hex(n), 4, '0') || '-0000-7000-8000-' || lpad('${at}', 12, '0'))::uuid`
const idIn = (table: string) => idAt(Object.keys(filled).indexOf(table))

/** Each table: which row that a command made is copied, and what differs from copy to copy. */
const filled: Record<string, { like: string; differing: string }> = {
  companies: { like: "true", differing: "'name', 'Harbor ' || n" },
  contacts: { like: "true", differing: "'name', 'Claire ' || n" },
  contact_emails: {
    like: "is_primary",
    differing: "'email', n || '@a.example', 'email_normalized', n || '@a.example'",
  },
  leads: { like: "deal_id is null", differing: "'name', 'Lea ' || n, 'status', 'new'" },
  deals: { like: "status = 'open'", differing: "'title', 'Website ' || n, 'stage_changed_at', moment" },
  proposals: { like: "status = 'draft'", differing: `'title', 'Website ' || n, 'deal_id', ${idAt(4)}` },
  invoices: { like: "status = 'draft'", differing: "'title', 'Website ' || n" },
  notifications: { like: "true", differing: "'sentence', 'Lea asks ' || n" },
  payments: {
    like: "amount_minor > 0",
    differing: "'provider_ref', n, 'checkout_id', null, 'of_id', null, 'reverses_id', null",
  },
  events: { like: "name = 'deal.opened'", differing: "'occurred_at', moment" },
}

/** A full world, the owner's connection to its database, and the ways to fill it. */
export type FilledWorld = { world: World; owner: pg.Client; fill: Fill; tellMuchAbout: TellMuchAbout }

/** Which copies are made: from the first number to the last, both included. */
type Span = { from: number; to: number }
type Fill = (span: Span) => Promise<void>
type TellMuchAbout = (span: Span, subjectId: string) => Promise<void>

/** A full world that can be filled: each call adds the copies numbered so, each a minute older than the one before. */
export async function aFilledWorld(): Promise<FilledWorld> {
  const world = await aFullWorld()
  await exampleOf("list-notifications")(world, world.me)
  for (const name of ["get-lead", "get-invoice", "get-proposal", "get-payment"]) await exampleOf(name)(world, world.me)
  const owner = new pg.Client((await ourDatabase()).ownerUrl)
  await owner.connect()
  await owner.query("select set_config('app.organization_id', $1, false)", [world.organizationId])
  const fill: Fill = async (span) => {
    for (const table of Object.keys(filled)) await copy(owner, world, table, span)
    await owner.query("analyze")
  }
  const tellMuchAbout: TellMuchAbout = async ({ from, to }, subjectId) => {
    await owner.query(
      `insert into event_subjects (subject_id, event_id) select $1, ${idIn("events")} from generate_series($2::int, $3::int) n`,
      [subjectId, from, to],
    )
    await owner.query("analyze event_subjects")
  }
  return { world, owner, fill, tellMuchAbout }
}

/** Copies one row of a table many times, in turn one owner's and another's. */
async function copy(owner: pg.Client, world: World, table: string, { from, to }: Span) {
  const { like, differing } = filled[table]!
  const owners = [world.me, world.people.member.personId, world.stranger.personId]
  const own = table === "contact_emails" ? `'contact_id', ${idIn("contacts")}` : `'owner_id', owners[1 + n % 3]`
  const columns = await columnsOf(owner, table)
  const values = columns.map((column) => `copy.${column}`)
  await owner.query(`
    insert into ${table} (${columns}) select ${values} from (select * from ${table} where ${like} limit 1) one,
      (select n, now() - n * interval '1 minute' as moment, '{${owners}}'::uuid[] as owners from generate_series(${from}, ${to}) n) each,
      jsonb_populate_record(row(one.*)::${table}, jsonb_build_object('id', ${idIn(table)}, 'created_at', moment, ${own}, ${differing})) copy`)
}

/** The columns of a table that are written, not derived. */
async function columnsOf(owner: pg.Client, table: string): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    "select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'",
    [table],
  )
  return rows.map(({ name }) => name)
}
