import type { Id } from "~/platform/language/ids"

type NoteSubject = {
  leadId?: Id<"leads">
  companyId?: Id<"companies">
  contactId?: Id<"contacts">
  dealId?: Id<"deals">
}

/** What people write down, and what became of the mails that went out. `about` names the records a mail concerns. */
export type ActivityEvents = {
  "note.created": NoteSubject & { noteId: Id<"notes"> }
  "note.deleted": NoteSubject & { noteId: Id<"notes"> }
  "mail.delivered": Record<string, string> & { mailId: Id<"mails">; purpose: string }
  "mail.delayed": Record<string, string> & { mailId: Id<"mails">; purpose: string; answer: string }
  "mail.failed": Record<string, string> & { mailId: Id<"mails">; purpose: string; answer: string }
}
