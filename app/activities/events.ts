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
  "mail.attempted": { mailId: Id<"mails">; attempt: number }
  /** Handed over to the mail service, which took it. */
  "mail.delivered": Record<string, string> & { mailId: Id<"mails">; purpose: string }
  "mail.sent": Record<string, string> & { mailId: Id<"mails">; purpose: string }
  "mail.dismissed": Record<string, string> & { mailId: Id<"mails">; purpose: string }
  /** What the mail service reports: it reached the reader's mailbox, is not taken yet, came back, or was called unwanted. */
  "mail.arrived": Record<string, string> & { mailId: Id<"mails">; purpose: string }
  "mail.deferred": Record<string, string> & { mailId: Id<"mails">; purpose: string }
  "mail.bounced": Record<string, string> & { mailId: Id<"mails">; purpose: string; reason: string }
  "mail.complained": Record<string, string> & { mailId: Id<"mails">; purpose: string }
  "mail.delayed": Record<string, string> & { mailId: Id<"mails">; purpose: string; answer: string }
  "mail.failed": Record<string, string> & { mailId: Id<"mails">; purpose: string; answer: string }
}
