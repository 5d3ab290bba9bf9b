import type { InvoiceState } from "./invoice"

/** The one act that brings an invoice on; the page of an invoice shows it first. */
export type NextAct = "issue" | "send" | "record" | null

/** What is to be done next with an invoice; what is being paid, is paid or is void waits for nobody. */
export function nextActOf(state: InvoiceState, wasSent: boolean): NextAct {
  switch (state) {
    case "draft":
      return "issue"
    case "issued":
    case "partly_paid":
    case "overdue":
      return wasSent ? "record" : "send"
    case "credit_note":
      return wasSent ? null : "send"
    case "pending":
    case "paid":
    case "credited":
    case "disputed":
    case "void":
      return null
  }
}
