import { and, asc, eq, inArray, ne, sum } from "drizzle-orm"
import { refunds } from "#db/schema/refunds"
import type { Invoice } from "~/invoices/invoice-queries.server"
import type { Reading } from "~/platform/data/work.server"
import { Invalid } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { formatMoney } from "~/platform/language/money"

type Note = Pick<Invoice, "id" | "kind" | "status" | "creditsId" | "totalMinor" | "currency">

/** The refunds that were begun from a credit note, oldest first. */
export const refundsFor = (ctx: Reading, creditNoteId: Id<"invoices">) =>
  ctx.db
    .select({
      ...{ id: refunds.id, status: refunds.status, amountMinor: refunds.amountMinor },
      ...{ currency: refunds.currency, refundedOn: refunds.refundedOn },
    })
    .from(refunds)
    .where(eq(refunds.creditNoteId, creditNoteId))
    .orderBy(asc(refunds.createdAt), asc(refunds.id))

/** What went back, or is on its way back, for each of some credit notes; none of nothing is named. */
export async function refundedFor(ctx: Reading, creditNoteIds: readonly Id<"invoices">[]) {
  if (creditNoteIds.length === 0) return new Map<string, bigint>()
  const { creditNoteId, amountMinor, status } = refunds
  const found = await ctx.db
    .select({ creditNoteId, minor: sum(amountMinor).mapWith(BigInt) })
    .from(refunds)
    .where(and(inArray(creditNoteId, [...creditNoteIds]), ne(status, "failed")))
    .groupBy(creditNoteId)
  return new Map(found.map((each) => [each.creditNoteId as string, each.minor]))
}

/** What may still go back for a credit note: no more than it took back of its invoice. */
export async function leftToRefund(ctx: Reading, { id, totalMinor }: Note): Promise<bigint> {
  return totalMinor - ((await refundedFor(ctx, [id])).get(id) ?? 0n)
}

/** Refuses a refund for a credit note of another invoice, or of more than is left of the note. The invoice must be held. */
export async function withinNote(ctx: Reading, note: Note, invoiceId: Id<"invoices">, minor: bigint, locale: string) {
  const isNote = note.kind === "credit_note" && note.status === "issued" && note.creditsId === invoiceId
  if (!isNote) throw new Invalid("", "Choose a credit note of this invoice.")
  const left = await leftToRefund(ctx, note)
  if (minor <= left) return
  const most = formatMoney({ minor: left, currency: note.currency }, locale)
  throw new Invalid(
    "amount",
    left > 0n ? `At most ${most} of this credit note can be given back.` : "All of this credit note was given back.",
  )
}
