import { and, eq, gte, lt, type SQL, sql } from "drizzle-orm"
import { invoiceSettlements, invoices } from "#db/schema/invoices"
import type { InvoiceView } from "./invoice"

/** What is settled of an invoice, paid or credited; drafts have no settlement. Needs the settlement joined. */
export const settledMinor = sql<bigint>`coalesce(${invoiceSettlements.allocatedMinor} + ${invoiceSettlements.creditedMinor}, 0)`.mapWith(BigInt)

const isSettled = gte(settledMinor, invoices.totalMinor)
const isUnsettled = lt(settledMinor, invoices.totalMinor)

/** A list of invoices as a condition, as `stateOf` says it of one; `today` by the calendar of the organization. */
export function inView(view: InvoiceView, today: string): SQL | undefined {
  const isIssued = eq(invoices.status, "issued")
  switch (view) {
    case "draft":
      return eq(invoices.status, "draft")
    case "open":
      return and(isIssued, isUnsettled)
    case "overdue":
      return and(isIssued, isUnsettled, lt(invoices.dueOn, today))
    case "paid":
      return and(isIssued, isSettled)
    case "all":
      return undefined
  }
}
