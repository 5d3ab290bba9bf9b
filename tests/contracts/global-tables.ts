/** Tables without an organization, each with the reason; everything else stands behind the wall. */
export const globalTables: Record<string, string> = {
  people: "a person may belong to several organizations",
  sessions: "found before the organization is known",
  password_resets: "a person's, not an organization's",
  email_changes: "a person's, not an organization's",
  totp_factors: "a person's, not an organization's",
  recovery_codes: "a person's, not an organization's",
  passkeys: "a person's, not an organization's",
  ceremonies: "begun before the organization is known",
  limits: "counts addresses and accounts",
  installation_events: "what happens before or above any organization",
  webhook_inbox: "kept before it is understood",
}
