import type { Id } from "~/platform/language/ids"

type Proposal = {
  proposalId: Id<"proposals">
  dealId: Id<"deals">
  companyId: Id<"companies">
  contactId: Id<"contacts">
  title: string
}

/** What agency and client do with a proposal. Opened means by a person, never by a mail scanner. */
export type ProposalEvents = {
  "proposal.drafted": Proposal
  "proposal.revised": Proposal
  "proposal.sent": Proposal & { versionId: Id<"proposal_versions">; version: number; contentHash: string }
  "proposal.opened": Proposal & { versionId: Id<"proposal_versions">; first: boolean }
  "proposal.chosen": Proposal & { versionId: Id<"proposal_versions">; totalMinor: bigint; currency: string }
  "proposal.signed": Proposal & {
    versionId: Id<"proposal_versions">
    signatureId: Id<"signatures">
    netMinor: bigint
    totalMinor: bigint
    monthlyMinor: bigint
    currency: string
    depositPercent: string
  }
  "proposal.declined": Proposal & { versionId: Id<"proposal_versions">; reason: string | null }
  "proposal.withdrawn": Proposal
  "proposal.forwarded": Proposal & {
    versionId: Id<"proposal_versions">
    linkId: Id<"links">
    readerId: Id<"contacts">
  }
  "proposal.asked": Proposal & { question: string }
  "proposal.rendered": Proposal & { versionId: Id<"proposal_versions">; documentId: Id<"documents">; sha256: string }
  "link.created": { linkId: Id<"links">; proposalId: Id<"proposals">; contactId: Id<"contacts"> }
  "link.revoked": {
    linkId: Id<"links">
    proposalId?: Id<"proposals">
    invoiceId?: Id<"invoices">
    contactId: Id<"contacts"> | null
  }
  "link.renewed": { linkId: Id<"links">; proposalId?: Id<"proposals">; invoiceId?: Id<"invoices"> }
  "link.used": { linkId: Id<"links">; proposalId?: Id<"proposals">; invoiceId?: Id<"invoices">; use: string }
}
