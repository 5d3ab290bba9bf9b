import type { Id } from "~/platform/language/ids"
import type { InvoiceKind } from "./invoice"

type Invoice = {
  invoiceId: Id<"invoices">
  companyId: Id<"companies">
  dealId: Id<"deals"> | null
  proposalId: Id<"proposals"> | null
}

/** What happens to an invoice. */
export type InvoiceEvents = {
  "invoice.drafted": Invoice & { kind: InvoiceKind }
  "invoice.edited": Invoice
  "invoice.issued": Invoice & { kind: InvoiceKind; number: string; totalMinor: bigint; currency: string; dueOn: string }
  "invoice.rendered": Invoice & { documentId: Id<"documents">; sha256: string }
  "invoice.sent": Invoice & { kind?: InvoiceKind; number: string; to: string }
  "invoice.opened": Invoice & { kind?: InvoiceKind; number: string; first: boolean }
  /** Taken back in whole or in part by a credit note; `releasedMinor` is what was paid beyond and is the client's credit now. */
  "invoice.credited": Invoice & {
    number: string
    creditNoteId: Id<"invoices">
    creditNumber: string
    totalMinor: bigint
    releasedMinor: bigint
    currency: string
    isWhole: boolean
  }
  "invoice.voided": Invoice
  "invoice.settled": Invoice & { number: string; totalMinor: bigint; currency: string }
}
