import { and, eq, gt, gte, lt, not, type SQL, sql } from "drizzle-orm"
import { checkouts, invoiceSettlements, invoices } from "#db/schema/invoices"
import { disputes } from "#db/schema/refunds"
import type { InvoiceView } from "./invoice"

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

const isSettled = gte(settledMinor, invoices.totalMinor)
const isWhollyCredited = and(gt(creditedMinor, 0n), gte(creditedMinor, invoices.totalMinor)) as SQL
const isUnsettled = lt(settledMinor, invoices.totalMinor)

/** A list of invoices as a condition, as `stateOf` says it of one; `today` by the calendar of the organization. */
export function inView(view: InvoiceView, today: string): SQL | undefined {
  switch (view) {
    case "draft":
      return eq(invoices.status, "draft")
    case "open":
      return and(isDemand, isUnsettled)
    case "overdue":
      return and(isDemand, isUnsettled, lt(invoices.dueOn, today), not(isPending), not(isDisputed))
    case "paid":
      return and(isDemand, isSettled, not(isWhollyCredited))
    case "credit_notes":
      return eq(invoices.kind, "credit_note")
    case "all":
      return undefined
  }
}
