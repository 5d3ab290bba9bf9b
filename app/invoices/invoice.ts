/** What is stored of an invoice's state; paid and overdue are derived. */
export const invoiceStatuses = ["draft", "issued", "void"] as const
export type InvoiceStatus = (typeof invoiceStatuses)[number]

/** Documents that take numbers. */
export const invoiceKinds = ["invoice", "deposit", "final", "credit_note"] as const
export type InvoiceKind = (typeof invoiceKinds)[number]

/** What a document is called on its head. */
export const invoiceKindNames: Record<InvoiceKind, string> = {
  invoice: "Invoice",
  deposit: "Deposit invoice",
  final: "Final invoice",
  credit_note: "Credit note",
}

/** How an invoice stands to its reader: what is stored, what is settled, and the date where the agency is. */
export const invoiceStates = [
  "draft",
  "issued",
  "pending",
  "partly_paid",
  "paid",
  "disputed",
  "overdue",
  "credited",
  "credit_note",
  "void",
] as const
export type InvoiceState = (typeof invoiceStates)[number]

/** A state in words. */
export const invoiceStateNames: Record<InvoiceState, string> = {
  draft: "Draft",
  issued: "Due",
  pending: "Payment pending",
  partly_paid: "Partly paid",
  paid: "Paid",
  disputed: "Disputed",
  overdue: "Overdue",
  credited: "Credited",
  credit_note: "Credit note",
  void: "Void",
}

/**
 * What of an invoice its state follows from; `settledMinor` is what was paid or credited, `creditedMinor` what of that was
 * credited, `isPending` that a payment is on its way.
 */
export type Standing = {
  kind: InvoiceKind
  status: InvoiceStatus
  totalMinor: bigint
  settledMinor: bigint
  creditedMinor: bigint
  dueOn: string | null
  isPending?: boolean
  /** Whether the client's bank disputes a payment of it and has not decided yet. */
  isDisputed?: boolean
}

/**
 * The state of an invoice on a day, `today` by the calendar of the organization. What is being paid is not called overdue;
 * what is overdue says so, partly paid or not. What was taken back as a whole is credited, whatever had been paid; what is
 * disputed otherwise waits for the client's bank, whatever else it is.
 */
export function stateOf(standing: Standing, today: string): InvoiceState {
  const { kind, status, totalMinor, settledMinor, creditedMinor, dueOn, isPending, isDisputed } = standing
  if (status !== "issued") return status
  if (kind === "credit_note") return "credit_note"
  if (creditedMinor > 0n && creditedMinor >= totalMinor) return "credited"
  if (isDisputed) return "disputed"
  if (settledMinor >= totalMinor) return "paid"
  if (isPending) return "pending"
  if (dueOn !== null && dueOn < today) return "overdue"
  return settledMinor > 0n ? "partly_paid" : "issued"
}

/** What lists add invoices up by: what is stored, and of issued ones whether something is owed, and whether all was taken back. */
export const invoiceStandings = ["draft", "void", "credit_note", "open", "paid", "credited"] as const

/** The lists an invoice can be looked for in; `open` is all that is not settled yet, overdue or not. */
export const invoiceViews = ["draft", "open", "overdue", "paid", "credit_notes", "all"] as const
export type InvoiceView = (typeof invoiceViews)[number]

/** A list's name on its tab. */
export const invoiceViewNames: Record<InvoiceView, string> = {
  draft: "Draft",
  open: "Open",
  overdue: "Overdue",
  paid: "Paid",
  credit_notes: "Credit notes",
  all: "All",
}

/** The kinds of series: credit notes are numbered apart. */
export type SeriesKind = "invoice" | "credit_note"

/** The key of the series that an issue date belongs to: its year, with letters before it for credit notes. */
export const seriesKeyOf = (issueOn: string, kind: SeriesKind = "invoice") =>
  kind === "credit_note" ? `CN-${issueOn.slice(0, 4)}` : issueOn.slice(0, 4)
