/** What the web role may do with a table: `all` is select, insert, update and delete; `append` select and insert; or the privileges by name. */
export type Grant = "all" | "append" | "read" | "none" | readonly string[]

/** Who may touch what: every table by name (of schema `public` unless another is written), and the `security definer` functions. */
export type Grants = {
  tables: Readonly<Record<string, Grant>>
  resolverFunctions: readonly string[]
  ownerFunctions: readonly string[]
  resolverTables: Readonly<Record<string, readonly string[]>>
}

const changeable = ["select", "insert", "update"] as const

/** Every table there is; one that is missing here stops the migration, so that none gets its privileges by accident. */
export const tables: Readonly<Record<string, Grant>> = {
  people: changeable,
  sessions: "all",
  password_resets: "all",
  email_changes: "all",
  totp_factors: "all",
  recovery_codes: "all",
  passkeys: "all",
  ceremonies: "all",
  limits: "all",
  installation_events: "append",
  webhook_inbox: "all",

  organizations: changeable,
  members: changeable,
  teams: "all",
  own_roles: "all",
  own_role_permissions: "all",
  invitations: "all",
  support_grants: changeable,
  identity_providers: changeable,
  provider_groups: "all",
  provider_subjects: "all",
  api_keys: changeable,
  number_series: changeable,
  retention_periods: "all",
  legal_holds: changeable,

  events: "append",
  event_details: changeable,
  event_subjects: "append",
  audit_seals: "append",
  audit_heads: "append",
  notification_preferences: "all",
  receipts: ["select", "insert", "delete"],
  notifications: "all",
  notes: "all",
  mails: changeable,
  mail_addresses: changeable,

  companies: "all",
  addresses: "all",
  contacts: "all",
  contact_emails: "all",
  contact_phones: "all",
  company_contacts: "all",
  pipelines: "all",
  stages: "all",
  forms: "all",
  leads: "all",
  deals: "all",
  deal_lines: "all",
  deal_tallies: "all",

  proposals: changeable,
  proposal_lines: "all",
  proposal_versions: "append",
  proposal_choices: "all",
  links: changeable,
  link_uses: "append",
  signatures: "append",
  evidence: "append",

  invoices: "all",
  invoice_lines: "all",
  invoice_taxes: "append",
  invoice_settlements: changeable,
  invoice_tallies: "all",
  documents: "append",
  checkouts: changeable,
  payments: "append",
  payment_files: "append",
  allocations: "append",
  refunds: changeable,
  disputes: changeable,
  problems: changeable,
  reconciliations: "append",

  "sandbox.objects": "all",
  "sandbox.events": "all",
  "sandbox.deliveries": "all",
  "sandbox.mails": "all",
  "sandbox.mail_events": "all",
  "sandbox.idempotency": "all",
  "sandbox.faults": "all",
  "sandbox.switches": "all",
}

/** Functions of schema `app` that find an organization from a secret: they belong to the resolver, who sees every organization's rows of `resolverTables`. */
export const resolverFunctions: readonly string[] = [
  "resolve_session",
  "resolve_memberships",
  "resolve_invitation",
  "resolve_api_key",
  "resolve_identity_provider",
  "resolve_support",
  "resolve_link",
  "resolve_form",
  "resolve_checkout",
  "resolve_stripe_key",
  "resolve_logo",
  "deleted_organizations",
  "is_deleted",
  "has_organizations",
  "has_legal_hold",
  "every_organization",
  "organizations_to_fold",
  "organizations_to_seal",
  "organizations_of",
  "newest_transaction",
]

/** The other `security definer` functions of schema `app`: they stay the owner's, who is held by row-level security like anybody. */
export const ownerFunctions: readonly string[] = [
  "enqueue",
  "enqueue_for_installation",
  "jobs_waiting",
  "purge_link_uses",
  "purge_installation_events",
]

/** The tables that the resolver's functions read, with the privileges they need on them. */
export const resolverTables: Readonly<Record<string, readonly string[]>> = {
  sessions: ["select"],
  people: ["select"],
  members: ["select"],
  links: ["select"],
  forms: ["select"],
  checkouts: ["select"],
  organizations: ["select"],
  teams: ["select"],
  own_roles: ["select"],
  own_role_permissions: ["select"],
  invitations: ["select"],
  support_grants: ["select"],
  api_keys: ["select"],
  legal_holds: ["select"],
  identity_providers: ["select"],
  deal_tallies: ["select"],
  invoice_tallies: ["select"],
  events: ["select"],
  audit_seals: ["select"],
}

/** All of the above, as the roles are given it. */
export const grants: Grants = { tables, resolverFunctions, ownerFunctions, resolverTables }
