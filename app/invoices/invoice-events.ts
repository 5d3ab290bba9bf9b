import type { Id } from "~/platform/language/ids"

type Invoice = {
  id: Id<"invoices">
  companyId: Id<"companies">
  dealId: Id<"deals"> | null
  proposalId: Id<"proposals"> | null
}

/** The records that whatever happens to an invoice is about. */
export const aboutInvoice = ({ id, companyId, dealId, proposalId }: Invoice) => ({
  invoiceId: id,
  companyId,
  dealId,
  proposalId,
})
