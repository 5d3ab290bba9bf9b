import pg from "pg"
import { aFullWorld, type World } from "./a-full-world"
import { exampleOf } from "./examples"
import { ourDatabase } from "./world"

/*
 * A full world whose organization holds many rows of everything that lists show, written past the commands because thousands
 * of acts would take minutes: copies of rows that commands made.
 */

/** The id of the nth copy of a kind, by its place in the list. */
const idOf = (kind: string) =>
  `('0190' || lpad(to_hex(n), 4, '0') || '-0000-7000-8000-' || lpad('${Object.keys(filled).indexOf(kind)}', 12, '0'))::uuid`

/** Each kind: the table, which row that a command made is copied, and what differs from copy to copy. */
const filled: Record<string, { table?: string; like: string; differing: () => string }> = {
  companies: { like: "true", differing: () => "'name', 'Harbor ' || n" },
  contacts: { like: "true", differing: () => "'name', 'Claire ' || n" },
  contact_emails: {
    like: "is_primary",
    differing: () =>
      `'contact_id', ${idOf("contacts")}, 'email', n || '@a.example', 'email_normalized', n || '@a.example'`,
  },
  leads: { like: "deal_id is null", differing: () => "'name', 'Lea ' || n, 'status', 'new'" },
  deals: {
    like: "status = 'open'",
    differing: () => `'title', 'Website ' || n, 'company_id', ${idOf("companies")}, 'stage_changed_at', moment`,
  },
  proposals: { like: "status = 'draft'", differing: () => `'title', 'Website ' || n, 'deal_id', ${idOf("deals")}` },
  opened: {
    ...{ table: "proposals", like: "status = 'sent'" },
    differing: () => `'title', 'Opened ' || n, 'deal_id', ${idOf("deals")}, 'last_opened_at', moment`,
  },
  invoices: { like: "status = 'draft'", differing: () => "'title', 'Website ' || n" },
  issued: {
    ...{ table: "invoices", like: "status = 'issued' and kind = 'invoice'" },
    differing: () =>
      "'title', 'Issued ' || n, 'number', 'N' || n, 'sequence', 1000 + n, 'deal_id', null, 'due_on', '2020-01-01'",
  },
  invoice_settlements: {
    like: "credited_minor = 0",
    differing: () => `'invoice_id', ${idOf("issued")}, 'allocated_minor', 0`,
  },
  notifications: { like: "true", differing: () => "'sentence', 'Lea asks ' || n, 'person_id', owners[1]" },
  mails: { like: "true", differing: () => "'to_email', n || '@a.example', 'status', 'sent'" },
  payments: {
    like: "amount_minor > 0",
    differing: () => "'provider_ref', n, 'checkout_id', null, 'of_id', null, 'reverses_id', null",
  },
  events: { like: "name = 'deal.opened'", differing: () => "'occurred_at', moment" },
}

/** A full world, the owner's connection to its database, and the ways to fill it. */
export type FilledWorld = { world: World; owner: pg.Client; fill: Fill; tellMuchAbout: TellMuchAbout }

/** Which copies are made: from the first number to the last, both included. */
type Span = { from: number; to: number }
type Fill = (span: Span) => Promise<void>
type TellMuchAbout = (span: Span, subjectId: string) => Promise<void>

/** The queries whose examples make the rows that are copied. */
const patterns = ["get-lead", "get-invoice", "get-proposal", "get-proposal-page", "get-issue-page", "get-payment"]

/** A full world that can be filled: each call adds the copies numbered so, each a minute older than the one before. */
export async function aFilledWorld(): Promise<FilledWorld> {
  const world = await aFullWorld()
  await exampleOf("list-notifications")(world, world.me)
  for (const name of patterns) await exampleOf(name)(world, world.me)
  const owner = new pg.Client((await ourDatabase()).ownerUrl)
  await owner.connect()
  await owner.query("select set_config('app.organization_id', $1, false)", [world.organizationId])
  const fill: Fill = async (span) => {
    // Left to itself, Postgres vacuums at any moment, after which plans and what they touch are others.
    for (const [kind, { table = kind }] of Object.entries(filled))
      await owner.query(`alter table ${table} set (autovacuum_enabled = false)`)
    for (const kind of Object.keys(filled)) await copy(owner, world, kind, span)
    await owner.query("analyze")
  }
  const tellMuchAbout: TellMuchAbout = async ({ from, to }, subjectId) => {
    await owner.query(
      `insert into event_subjects (subject_id, event_id) select $1, ${idOf("events")} from generate_series($2::int, $3::int) n`,
      [subjectId, from, to],
    )
    await owner.query("analyze event_subjects")
  }
  return { world, owner, fill, tellMuchAbout }
}

/** Copies one row many times, in turn one owner's and another's. */
async function copy(owner: pg.Client, world: World, kind: string, { from, to }: Span) {
  const { table = kind, like, differing } = filled[kind]!
  const owners = [world.me, world.people.member.personId, world.stranger.personId]
  const columns = await columnsOf(owner, table)
  const values = columns.map((column) => `copy.${column}`)
  await owner.query(`
    insert into ${table} (${columns}) select ${values} from (select * from ${table} where ${like} limit 1) one,
      (select n, now() - n * interval '1 minute' as moment, '{${owners}}'::uuid[] as owners from generate_series(${from}, ${to}) n) each,
      jsonb_populate_record(row(one.*)::${table}, jsonb_build_object('id', ${idOf(kind)}, 'created_at', moment, 'owner_id', owners[1 + n % 3], ${differing()})) copy`)
  await owner.query(`analyze ${table}`)
}

/** The columns of a table that are written, not derived. */
async function columnsOf(owner: pg.Client, table: string): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    "select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'",
    [table],
  )
  return rows.map(({ name }) => name)
}
