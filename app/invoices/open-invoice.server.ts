import { and, eq, max } from "drizzle-orm"
import { z } from "zod"
import { links, linkUses } from "#db/schema/proposals"
import { getOrganization } from "~/organizations/organization-queries.server"
import { command } from "~/platform/data/command.server"
import type { Reading } from "~/platform/data/work.server"
import { todayIn } from "~/platform/language/dates"
import { NotFound } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { aboutInvoice } from "./invoice-events"
import { getHeldInvoice } from "./invoice-queries.server"

/**
 * A person, not a mail scanner, has their invoice before them. Told once a day, by the agency's calendar; the invoice
 * itself stays as it is.
 */
export const openInvoice = command({
  name: "open-invoice",
  actors: ["client"],
  input: z.object({}),
  async step(ctx) {
    const { hold, ip, userAgent } = ctx.caller
    if (hold.of !== "link") throw new NotFound("invoice")
    const invoice = await getHeldInvoice(ctx, { invoiceId: hold.objectId })
    const { timeZone } = await getOrganization(ctx, {})
    const before = await lastSeen(ctx, invoice.id)
    await ctx.db.insert(linkUses).values({ linkId: hold.linkId, kind: "seen", ip, userAgent })
    ctx.record("link.used", { linkId: hold.linkId, invoiceId: invoice.id, use: "seen" })
    if (before === null || todayIn(timeZone, before) !== todayIn(timeZone, ctx.now)) {
      const { kind, number } = invoice
      ctx.record("invoice.opened", { ...aboutInvoice(invoice), kind, number: number ?? "", first: before === null })
    }
    return { invoiceId: invoice.id }
  },
})

async function lastSeen(ctx: Reading, invoiceId: Id<"invoices">): Promise<Date | null> {
  const [last] = await ctx.db
    .select({ usedAt: max(linkUses.usedAt) })
    .from(linkUses)
    .innerJoin(links, eq(links.id, linkUses.linkId))
    .where(and(eq(links.objectId, invoiceId), eq(linkUses.kind, "seen")))
  return last?.usedAt ?? null
}
