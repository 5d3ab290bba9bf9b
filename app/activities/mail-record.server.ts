import { and, eq, inArray } from "drizzle-orm"
import { mails } from "#db/schema/activities"
import { invoices } from "#db/schema/invoices"
import { leads } from "#db/schema/leads"
import { proposals } from "#db/schema/proposals"
import { scopeOf } from "~/permissions"
import { visible } from "~/platform/data/visible.server"
import type { Reading, Work } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { recordOf } from "./mail"

const tables = { invoiceId: invoices, proposalId: proposals, leadId: leads }

type Mail = Pick<typeof mails.$inferSelect, "about">

/** The mails whose record the caller may see. What is about no record, such as a notice to a member, is for who sees everything. */
export async function withSeenRecord<Row extends Mail>(ctx: Reading, found: readonly Row[]): Promise<Row[]> {
  const asked = (["invoiceId", "proposalId", "leadId"] as const).map((key) => {
    const ids = found.flatMap(({ about }) => (recordOf(about)?.key === key ? [about[key] as never] : []))
    const table = tables[key]
    if (ids.length === 0) return []
    return ctx.db
      .select({ id: table.id })
      .from(table)
      .where(and(inArray(table.id, ids), visible(ctx, table)))
  })
  const seen = new Set<string>((await Promise.all(asked)).flat().map(({ id }) => id))
  return found.filter(({ about }) => {
    const record = recordOf(about)
    return record ? seen.has(record.id) : seesEverything(ctx)
  })
}

function seesEverything({ caller }: Reading): boolean {
  return caller.kind !== "staff" || scopeOf(caller, "mails.send") === "all"
}

/** A mail held for a change, if the caller may see what it is about. */
export async function heldMail(ctx: Work, mailId: Id<"mails">) {
  const rows = await ctx.db.select().from(mails).where(eq(mails.id, mailId)).for("update")
  const [mail] = await withSeenRecord(ctx, rows)
  if (!mail) throw new NotFound("mail")
  return mail
}
