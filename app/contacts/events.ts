import type { Id } from "~/platform/language/ids"

type Contact = { contactId: Id<"contacts"> }

/** What happens to a contact. */
export type ContactEvents = {
  "contact.created": Contact
  "contact.edited": Contact
  "contact.deleted": Contact
  "contact.restored": Contact
  "contact.linked": Contact & { companyId: Id<"companies">; role: string | null }
  "contact.unlinked": Contact & { companyId: Id<"companies"> }
}
