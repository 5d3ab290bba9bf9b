import { and, desc, eq, gt, isNull, sql } from "drizzle-orm"
import { z } from "zod"
import { invoices } from "#db/schema/invoices"
import { links } from "#db/schema/proposals"
import type { ClientContext } from "~/platform/data/contexts.server"
import { query } from "~/platform/data/query.server"
import { id } from "~/platform/language/fields.server"
import type { Id } from "~/platform/language/ids"
import { linkPath, tokenOf } from "~/platform/security/links.server"

/** The issued deposit invoice of the proposal that a client's link is for, with that client's way to it; null when there is none. */
export const findDeposit = query({
  name: "find-deposit",
  permission: "invoices.read",
  actors: ["client"],
  input: z.object({ proposalId: id("proposals") }),
  async run(ctx, { proposalId }) {
    const { hold } = ctx.caller
    if (hold.of !== "link" || hold.purpose !== "proposal" || hold.objectId !== proposalId) return null
    const [deposit] = await ctx.db
      .select({
        invoiceId: invoices.id,
        number: invoices.number,
        currency: invoices.currency,
        totalMinor: invoices.totalMinor,
      })
      .from(invoices)
      .where(and(eq(invoices.proposalId, proposalId), eq(invoices.kind, "deposit"), eq(invoices.status, "issued")))
    if (!deposit) return null
    const isOwn = hold.contactId ? sql`${links.contactId} = ${hold.contactId}` : isNull(links.contactId)
    const [link] = await ctx.db
      .select()
      .from(links)
      .where(and(eq(links.objectId, deposit.invoiceId), isNull(links.revokedAt), gt(links.expiresAt, ctx.now)))
      .orderBy(sql`${isOwn} desc nulls last`, desc(links.createdAt))
      .limit(1)
    return { ...deposit, address: link ? linkPath("invoice", tokenOf(link)) : null }
  },
})

/** The page of a proposal's deposit invoice for the client who holds the proposal's link, within the site: `/i/…`; null when there is none. */
export async function depositInvoiceAddress(ctx: ClientContext, proposalId: Id<"proposals">): Promise<string | null> {
  const deposit = await findDeposit(ctx, { proposalId })
  return deposit?.address ?? null
}
