/** What happens to the record of what happened: that somebody took a copy of it. */
export type AuditEvents = {
  /** `filter`: what was asked for, as the page's address has it. */
  "audit.exported": { filter: Record<string, string> }
}
