/** Tables without an organization, each with the reason; everything else stands behind the wall. */
export const globalTables: Record<string, string> = {
  people: "a person may belong to several organizations",
  sessions: "found before the organization is known",
  password_resets: "a person's, not an organization's",
  limits: "counts addresses and accounts",
  installation_events: "what happens before or above any organization",
  webhook_inbox: "kept before it is understood",
}
