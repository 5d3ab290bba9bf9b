import type { EventName } from "~/platform/language/events"
import type { Timing } from "./delivery"
import { noticeOf } from "./notices"

/** A kind of moment that members are told of, as the page of preferences names it. */
type Moment = {
  name: string
  group: "Any record" | "Leads" | "Proposals" | "Invoices and payments" | "Mail"
  /** Money and agreements are never lost in silence: these stand under Notifications whatever is chosen for mail. */
  isKept?: true
}

/** Every kind of moment there is, in the order of its page; a test holds it to the notices. */
export const moments = {
  "assignment.created": { name: "Records are assigned to you, several at once", group: "Any record" },

  "lead.captured": { name: "A new lead comes in", group: "Leads" },
  "lead.assigned": { name: "A lead is assigned to you", group: "Leads" },

  "proposal.opened": { name: "A client opens a proposal", group: "Proposals" },
  "proposal.asked": { name: "A client asks a question", group: "Proposals", isKept: true },
  "proposal.forwarded": { name: "A client forwards a proposal", group: "Proposals" },
  "proposal.signed": { name: "A client signs", group: "Proposals", isKept: true },
  "proposal.declined": { name: "A client declines", group: "Proposals", isKept: true },
  "link.renewed": { name: "A client asks for a new link", group: "Proposals" },

  "invoice.opened": { name: "A client opens an invoice", group: "Invoices and payments" },
  "checkout.pending": { name: "A payment is on its way", group: "Invoices and payments" },
  "payment.recorded": { name: "A client pays", group: "Invoices and payments", isKept: true },
  "checkout.failed": { name: "A payment fails", group: "Invoices and payments", isKept: true },
  "checkout.quarantined": { name: "A payment is set aside", group: "Invoices and payments", isKept: true },
  "payment.reversed": { name: "A payment is reversed", group: "Invoices and payments", isKept: true },
  "payment.refunded": { name: "Money goes back to a client", group: "Invoices and payments", isKept: true },
  "refund.refused": { name: "A refund is refused", group: "Invoices and payments", isKept: true },
  "refund.failed": { name: "A refund fails", group: "Invoices and payments", isKept: true },
  "payment.disputed": { name: "A client's bank disputes a payment", group: "Invoices and payments", isKept: true },
  "dispute.withdrawn": { name: "Money is taken back for a dispute", group: "Invoices and payments", isKept: true },
  "dispute.reinstated": { name: "Money comes back from a dispute", group: "Invoices and payments", isKept: true },
  "dispute.won": { name: "A dispute is won", group: "Invoices and payments", isKept: true },
  "dispute.lost": { name: "A dispute is lost", group: "Invoices and payments", isKept: true },
  "problem.recorded": { name: "A payment has to be looked at", group: "Invoices and payments", isKept: true },

  "mail.bounced": { name: "A mail does not arrive", group: "Mail", isKept: true },
  "mail.failed": { name: "A mail cannot be delivered", group: "Mail", isKept: true },
  "mail.complained": { name: "A reader calls a mail unwanted", group: "Mail", isKept: true },
} as const satisfies Partial<Record<EventName, Moment>>

/** The name of a kind of moment. */
export type MomentName = keyof typeof moments

export const momentNames = Object.keys(moments) as [MomentName, ...MomentName[]]

/** Whether a kind of moment stands under Notifications whatever one chooses. */
export const isKept = (name: MomentName): boolean => "isKept" in moments[name]

/** How the product tells of a kind of moment where nothing was chosen. */
export const usualTiming = (name: MomentName): { app: Timing; mail: Timing } => ({
  app: "at-once",
  mail: noticeOf(name)?.isMailed ? "at-once" : "never",
})
