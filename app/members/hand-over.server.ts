import { eq, sql } from "drizzle-orm"
import { companies } from "#db/schema/companies"
import { contacts } from "#db/schema/contacts"
import { deals } from "#db/schema/deals"
import { invoiceSettlements, invoices } from "#db/schema/invoices"
import { leads } from "#db/schema/leads"
import { members } from "#db/schema/organizations"
import { proposals } from "#db/schema/proposals"
import { may } from "~/permissions"
import type { Reading, Work } from "~/platform/data/work.server"
import { Invalid } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import type { HandedOver } from "./events"
import { accessOf } from "./roles.server"

/** Every kind of record that somebody owns; a contract holds the list to the tables. */
export const owned = { leads, deals, companies, contacts, proposals, invoices } as const

/** The words of a count of owned records. */
type Kind = keyof typeof owned
const kinds = Object.keys(owned) as Kind[]

/** How many records of each kind a person owns, deleted ones too, since they can come back. */
export async function countOwned({ db }: Pick<Reading, "db">, personId: Id<"people">): Promise<HandedOver> {
  const counts = kinds.map(
    (kind) => sql`(select count(*)::int from ${owned[kind]} where owner_id = ${personId}) as ${sql.identifier(kind)}`,
  )
  const { rows } = await db.execute<HandedOver>(sql`select ${sql.join(counts, sql`, `)}`)
  return Object.fromEntries(Object.entries(rows[0] ?? {}).filter(([, count]) => count > 0))
}

/** Whether somebody may be given records: an active colleague who works on deals. */
export async function assertSuccessor(ctx: Reading, successorId: Id<"people">, leaverId: Id<"people">) {
  const [member] = await ctx.db.select().from(members).where(eq(members.personId, successorId))
  const isFit =
    member?.status === "active" && successorId !== leaverId && may(await accessOf(ctx, member), "deals.edit")
  if (!isFit) throw new Invalid("successorId", "Choose somebody from the list")
}

/**
 * Gives every record that a person owns to another. Who gets payments at the same moment stands in line at the settlements, so that
 * what is added up per owner stays right.
 */
export async function handOver({ db }: Work, fromId: Id<"people">, toId: Id<"people">): Promise<HandedOver> {
  await db.execute(sql`select from ${invoiceSettlements} where owner_id = ${fromId} order by invoice_id for update`)
  const handed: HandedOver = {}
  for (const kind of kinds) {
    const { rowCount } = await db.execute(sql`update ${owned[kind]} set owner_id = ${toId} where owner_id = ${fromId}`)
    if (rowCount) handed[kind] = rowCount
  }
  await db.update(invoiceSettlements).set({ ownerId: toId }).where(eq(invoiceSettlements.ownerId, fromId))
  return handed
}
