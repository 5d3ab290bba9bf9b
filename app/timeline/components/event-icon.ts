import type { IconName } from "~/ui/icon"

const icons: Record<string, IconName> = {
  lead: "inbox",
  "lead-conversion": "undo-2",
  company: "building-2",
  address: "map-pin",
  contact: "user",
  note: "sticky-note",
  record: "user",
  mail: "mail",
  deal: "square-kanban",
  proposal: "file-text",
  link: "link",
  invoice: "receipt-text",
  checkout: "credit-card",
  payment: "credit-card",
  refund: "credit-card",
}

const special: Record<string, IconName> = {
  "proposal.sent": "send",
  "proposal.opened": "eye",
  "proposal.signed": "signature",
  "proposal.asked": "message-square",
  "invoice.sent": "send",
  "invoice.opened": "eye",
  "deal.won": "circle-check",
  "payment.disputed": "triangle-alert",
  "mail.failed": "triangle-alert",
}

/** The icon an event is told with, by its name. */
export const iconOf = (name: string): IconName | undefined => special[name] ?? icons[name.split(".")[0] ?? ""]
