import { and, asc, desc, eq, gt, isNull, sql } from "drizzle-orm"
import { invoices } from "#db/schema/invoices"
import { links } from "#db/schema/proposals"
import type { Reading } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { linkPath, tokenOf } from "~/platform/security/links.server"
import { refundedFor } from "./credit-note-refunds.server"

const row = {
  id: invoices.id,
  number: invoices.number,
  issueOn: invoices.issueOn,
  totalMinor: invoices.totalMinor,
  reason: invoices.notes,
}

/** The credit notes of an invoice with what was given back for each, oldest first. */
export async function creditNotesOf(ctx: Reading, invoiceId: Id<"invoices">) {
  const notes = await ctx.db
    .select(row)
    .from(invoices)
    .where(and(eq(invoices.creditsId, invoiceId), eq(invoices.status, "issued")))
    .orderBy(asc(invoices.issuedAt), asc(invoices.id))
  const refunded = await refundedFor(
    ctx,
    notes.map(({ id }) => id),
  )
  return notes.map((note) => ({ ...note, refundedMinor: refunded.get(note.id) ?? 0n }))
}

/** The invoice that a credit note takes back. */
export async function creditedBy(ctx: Reading, creditsId: Id<"invoices">) {
  const [credited] = await ctx.db
    .select({ id: invoices.id, number: invoices.number })
    .from(invoices)
    .where(eq(invoices.id, creditsId))
  return credited ?? null
}

/** The credit notes of the invoice that a client holds a link to, each with that client's way to it. */
export async function creditNotesWithLinks(ctx: Reading<"client">, invoiceId: Id<"invoices">) {
  const found = []
  for (const note of await creditNotesOf(ctx, invoiceId))
    found.push({ ...note, address: await addressOf(ctx, note.id) })
  return found
}

async function addressOf(ctx: Reading<"client">, creditNoteId: Id<"invoices">): Promise<string | null> {
  const { hold } = ctx.caller
  const isOwn = hold.of === "link" && hold.contactId ? sql`${links.contactId} = ${hold.contactId}` : sql`false`
  const isLiving = and(isNull(links.revokedAt), gt(links.expiresAt, ctx.now))
  const [link] = await ctx.db
    .select()
    .from(links)
    .where(and(sql`${links.objectId} = ${creditNoteId}`, isLiving))
    .orderBy(sql`${isOwn} desc nulls last`, desc(links.createdAt))
    .limit(1)
  return link ? linkPath("invoice", tokenOf(link)) : null
}
