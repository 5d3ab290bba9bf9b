import { and, eq } from "drizzle-orm"
import { invoices } from "#db/schema/invoices"
import { type links, proposals } from "#db/schema/proposals"
import { visible } from "~/platform/data/visible.server"
import type { Reading } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"

type Link = Pick<typeof links.$inferSelect, "purpose" | "objectId">

/** The document that a link opens, as far as the caller may see it; NotFound otherwise. */
export async function recordOfLink(ctx: Reading, { purpose, objectId }: Link) {
  const table = purpose === "proposal" ? proposals : invoices
  const [record] = await ctx.db
    .select({ title: table.title, number: purpose === "invoice" ? invoices.number : proposals.title })
    .from(table)
    .where(and(eq(table.id, objectId as never), visible(ctx, table)))
  if (!record) throw new NotFound("link")
  return purpose === "invoice"
    ? {
        title: record.number ? `Invoice ${record.number}` : record.title,
        about: { invoiceId: objectId as Id<"invoices"> },
      }
    : { title: record.title, about: { proposalId: objectId as Id<"proposals"> } }
}
