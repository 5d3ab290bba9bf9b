import { type SQL, sql } from "drizzle-orm"
import { invoiceSettlements } from "#db/schema/invoices"
import { owned } from "~/members/hand-over.server"
import type { Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { type Assignable, mostAtOnce } from "./assignment"

/** Who is to own records, or nobody. */
type Owner = Id<"people"> | null

/** A record that changed hands: whose it was, how a lead stood, and which version it is now. */
export type Given = { id: string; was: Id<"people"> | null; stood: string | null; version: number }

/** Gives records of a kind to one owner, all in one statement and at most as many as change at once; locked in the order of their ids. */
export async function giveTo(ctx: Work, of: Assignable, which: SQL, ownerId: Owner): Promise<Given[]> {
  const table = owned[of]
  const notTheirs = sql`${which} and ${table.ownerId} is distinct from ${ownerId}::uuid`
  const those = (columns: SQL, meant: SQL) =>
    sql`select ${columns} from ${table} where ${meant} order by id limit ${mostAtOnce}`
  const meant = of === "invoices" ? await withSettlements(ctx, those(sql`id`, notTheirs)) : sql`true`
  const chosen = those(sql`id, owner_id as was, ${stood(of)} as stood`, sql`${notTheirs} and ${meant}`)
  const { rows } = await ctx.db.execute<Given>(
    sql`with chosen as materialized (${chosen} for update)
      update ${table} set owner_id = ${ownerId}::uuid ${workedOn(of, ownerId)} from chosen where ${table.id} = chosen.id
      returning ${table.id} as id, chosen.was, chosen.stood, ${table}.version as version`,
  )
  if (of === "invoices") await settlementsFollow(ctx, rows)
  return rows
}

/** What is to be given back: the record, the version it must still have, whose it was, and how a lead stood. */
export type Back = { id: string; version: number; was: string | null; stood: string | null }

/**
 * Gives each record back to whom it had been, where nobody changed it since and its owner of then still belongs. Like giving, one
 * statement.
 */
export async function giveBack(ctx: Work, of: Assignable, back: Back[]) {
  const table = owned[of]
  const given = sql`select * from jsonb_to_recordset(${JSON.stringify(back)}::jsonb) as b(id uuid, version int, was uuid, stood text)`
  const belongs = sql`(given.was is null or exists (select from members m where m.person_id = given.was and m.status = 'active'))`
  const unchanged = sql`select given.* from (${given}) as given join ${table} on ${table.id} = given.id
    where ${table}.version = given.version and ${belongs} order by given.id`
  if (of === "invoices")
    await withSettlements(
      ctx,
      sql`select (value ->> 'id')::uuid as id from jsonb_array_elements(${JSON.stringify(back)}::jsonb)`,
    )
  const { rows } = await ctx.db.execute<{ id: string; ownerId: Id<"people"> | null }>(
    sql`with unchanged as materialized (${unchanged} for update of ${table})
      update ${table} set owner_id = unchanged.was ${of === "leads" ? sql`, status = unchanged.stood` : sql``}
      from unchanged where ${table.id} = unchanged.id returning ${table.id} as id, ${table.ownerId} as "ownerId"`,
  )
  if (of === "invoices") await settlementsFollow(ctx, rows)
  return rows
}

const stood = (of: Assignable) => (of === "leads" ? sql`status` : sql`null::text`)

/** A new lead is being worked on from when somebody has it; one that nobody has is new again. */
function workedOn(of: Assignable, ownerId: Owner): SQL {
  if (of !== "leads") return sql``
  const [from, to] = ownerId === null ? ["working", "new"] : ["new", "working"]
  return sql`, status = case when leads.status = ${from} then ${to} else leads.status end`
}

/** The invoices, for which whoever gets payments at the same moment stands in line at the settlements: those come before their invoices. */
async function withSettlements({ db }: Work, which: SQL): Promise<SQL> {
  const { rows } = await db.execute<{ id: string }>(which)
  const ids = sql`${sql.param(rows.map(({ id }) => id))}::uuid[]`
  await db.execute(sql`select from ${invoiceSettlements} where invoice_id = any(${ids}) order by invoice_id for update`)
  return sql`id = any(${ids})`
}

/** What is added up per owner follows the invoices. */
const settlementsFollow = ({ db }: Work, given: { id: string }[]) =>
  db.execute(
    sql`update ${invoiceSettlements} set owner_id = i.owner_id from invoices i
      where i.id = invoice_id and invoice_id = any(${sql.param(given.map(({ id }) => id))}::uuid[])`,
  )
