import { and, eq, gt, gte, lt, not, type SQL, sql } from "drizzle-orm"
import { checkouts, invoiceSettlements, invoices } from "#db/schema/invoices"
import { disputes } from "#db/schema/refunds"
import { isWord } from "~/platform/data/one-of-few.server"
import type { InvoiceView } from "./invoice"

/** That a settlement is an invoice's. */
export const settlementOfInvoice = and(
  eq(invoiceSettlements.organizationId, invoices.organizationId),
  eq(invoiceSettlements.invoiceId, invoices.id),
) as SQL

/** Invoices with their settlement beside them, where they have one. */
export const invoicesWithSettlement = sql`${invoices} left join ${invoiceSettlements} on ${settlementOfInvoice}`

/** What is settled of an invoice, paid or credited; drafts have no settlement. Needs the settlement joined. */
export const settledMinor =
  sql<bigint>`coalesce(${invoiceSettlements.allocatedMinor} + ${invoiceSettlements.creditedMinor}, 0)`.mapWith(BigInt)

/** What of an invoice was taken back by credit notes. Needs the settlement joined. */
export const creditedMinor = sql<bigint>`coalesce(${invoiceSettlements.creditedMinor}, 0)`.mapWith(BigInt)

/** What a document counts in a sum: a credit note takes away. */
export const signedTotal = sql`case ${invoices.kind} when 'credit_note' then -${invoices.totalMinor} else ${invoices.totalMinor} end`

/** What was issued and asks for money: invoices, not credit notes. */
export const isDemand = sql`(${invoices.status} = 'issued' and ${invoices.kind} <> 'credit_note')`

/** Whether a payment of an invoice is on its way. */
export const isPending = sql<boolean>`exists (select from ${checkouts} where ${checkouts.invoiceId} = ${invoices.id} and ${checkouts.status} = 'pending')`

/** Whether the client's bank disputes a payment of an invoice. */
export const isDisputed = sql<boolean>`exists (select from ${disputes} where ${disputes.invoiceId} = ${invoices.id} and ${disputes.status} = 'open')`

const { allocatedMinor, creditedMinor: credited, totalMinor: dueMinor } = invoiceSettlements

/** Whether something is owed of an issued invoice, in the words of the indexes that hold what is open; credit notes and drafts have no settlement. */
export const isOwed = sql`${allocatedMinor} + ${credited} < ${dueMinor}`
const isSettled = sql`${allocatedMinor} + ${credited} >= ${dueMinor}`
const isWhollyCredited = and(gt(credited, 0n), gte(credited, dueMinor)) as SQL

/** A list of invoices as a condition, as `stateOf` says it of one; `today` by the calendar of the organization. Needs the settlement joined. */
export function inView(view: InvoiceView, today: string): SQL | undefined {
  switch (view) {
    case "draft":
      return isWord(invoices.status, "draft")
    case "open":
      return isOwed
    case "overdue":
      return and(isOwed, lt(invoiceSettlements.dueOn, today), not(isPending), not(isDisputed))
    case "paid":
      return and(isSettled, not(isWhollyCredited))
    case "credit_notes":
      return isWord(invoices.kind, "credit_note")
    case "all":
      return undefined
  }
}
