import type { Id } from "~/platform/language/ids"
import type { LeadSource } from "./lead"

type Lead = { leadId: Id<"leads"> }

/** What happens to an enquiry. */
export type LeadEvents = {
  "form.created": { formId: Id<"forms">; name: string }
  "lead.captured": Lead & { source: LeadSource; formId: Id<"forms"> | null }
  "lead.edited": Lead
  "lead.assigned": Lead & { ownerId: Id<"people"> | null }
  "lead.qualified": Lead
  "lead.disqualified": Lead & { reason: string }
  "lead.reopened": Lead
  "lead.converted": Lead & { companyId: Id<"companies">; contactId: Id<"contacts">; dealId: Id<"deals"> }
  "lead.deleted": Lead
  "lead.restored": Lead
}
