import { and, eq, type SQL, sql } from "drizzle-orm"
import type { PgColumn, PgTable } from "drizzle-orm/pg-core"
import { z } from "zod"
import { companies } from "#db/schema/companies"
import { contacts } from "#db/schema/contacts"
import { deals } from "#db/schema/deals"
import { invoices } from "#db/schema/invoices"
import { leads } from "#db/schema/leads"
import { members } from "#db/schema/organizations"
import { proposals } from "#db/schema/proposals"
import { query } from "~/platform/data/query.server"
import { visible } from "~/platform/data/visible.server"
import type { Reading } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import { id } from "~/platform/language/fields.server"
import { whyOf } from "./why"

type Owned = PgTable & { id: PgColumn; ownerId: PgColumn }

/** Every kind of record that somebody looks after, and what it is called in a list or on paper. */
const kinds = {
  leads: { table: leads, title: sql<string>`${leads.name}` },
  companies: { table: companies, title: sql<string>`${companies.name}` },
  contacts: { table: contacts, title: sql<string>`${contacts.name}` },
  deals: { table: deals, title: sql<string>`${deals.title}` },
  proposals: { table: proposals, title: sql<string>`${proposals.title}` },
  invoices: { table: invoices, title: sql<string>`coalesce(${invoices.number}, ${invoices.title})` },
} satisfies Record<string, { table: unknown; title: SQL<string> }>

/** Why the reader may or may not do each thing with a record that they see: the rule that decides, in words. */
export const explainAccess = query({
  name: "explain-access",
  permission: "timeline.read",
  actors: ["staff"],
  input: z.object({ recordId: id("subjects") }),
  async run(ctx: Reading<"staff">, { recordId }) {
    for (const noun of Object.keys(kinds) as (keyof typeof kinds)[]) {
      const found = await recordOf(ctx, noun, recordId)
      if (found) return { noun, recordId, ...found, acts: whyOf(ctx.caller, noun, found.owner) }
    }
    throw new NotFound("record")
  },
})

async function recordOf(ctx: Reading, noun: keyof typeof kinds, recordId: string) {
  const { title } = kinds[noun]
  const table = kinds[noun].table as unknown as Owned
  const [row] = await ctx.db
    .select({ title, ownerId: members.personId, name: members.name, teamId: members.teamId })
    .from(table)
    .leftJoin(members, eq(members.personId, table.ownerId))
    .where(and(eq(table.id, recordId), visible(ctx, table)))
  if (!row) return null
  const owner = row.ownerId && { personId: row.ownerId as string, name: row.name ?? "Somebody", teamId: row.teamId }
  return { title: row.title, owner: owner || null }
}
