import type { Id } from "~/platform/language/ids"
import type { LeadSource, LeadStatus } from "./lead"

type Lead = { leadId: Id<"leads"> }

/** What a conversion made anew, to be taken back with it: a company, a contact, the contact's place at the company. */
export type ConversionPart = "company" | "contact" | "link"

/** What happens to an enquiry. `from` is where the lead stood, so that the step can be taken back exactly. */
export type LeadEvents = {
  "form.created": { formId: Id<"forms">; name: string }
  "lead.captured": Lead & { source: LeadSource; formId: Id<"forms"> | null; suspected: boolean }
  "lead.edited": Lead
  "lead.assigned": Lead & { ownerId: Id<"people"> | null }
  "lead.qualified": Lead & { from: LeadStatus }
  "lead.disqualified": Lead & { reason: string; from: LeadStatus }
  "lead.reopened": Lead & { to: LeadStatus }
  "lead.converted": Lead & {
    companyId: Id<"companies">
    contactId: Id<"contacts">
    dealId: Id<"deals">
    from: LeadStatus
    made: readonly ConversionPart[]
  }
  "lead-conversion.undone": Lead & { dealId: Id<"deals">; to: LeadStatus }
  "lead.deleted": Lead
  "lead.restored": Lead
}
