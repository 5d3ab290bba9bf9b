import { type Hideable, type Role, type Scope, scopes } from "~/organizations/role"

type Row = Record<Role, Scope | null>

const row = (
  owner: Scope | null,
  manager: Scope | null,
  member: Scope | null,
  finance: Scope | null,
  guest: Scope | null,
): Row => ({
  owner,
  manager,
  member,
  finance,
  guest,
})

const everyoneReads = row("all", "all", "all", "all", "all")
const salesReads = row("all", "team", "own", "all", "all")
const salesWork = row("all", "team", "own", null, null)
const directoryWork = row("all", "all", "all", "all", null)
const directoryRemoval = row("all", "team", "own", null, null)
const moneyReads = row("all", "team", "own", "all", "all")
const moneyWork = row("all", "team", null, "all", null)
const mailWork = row("all", "team", "own", "all", null)
const ownersAlone = row("all", null, null, null, null)
const peopleWork = row("all", "all", null, null, null)
const ownersOnly = row("all", null, null, null, null)
const own = row("own", "own", "own", "own", "own")

/**
 * WHO may do what: permission → role → how far it reaches (own records, those of the team, all; null is not at all).
 * A permission is the plural noun and the verb of the command that it opens; reading is a permission of each noun.
 */
export const permissions = {
  "leads.read": salesReads,
  "leads.capture": salesWork,
  "leads.edit": salesWork,
  "leads.assign": salesWork,
  "leads.qualify": salesWork,
  "leads.disqualify": salesWork,
  "leads.reopen": salesWork,
  "leads.convert": salesWork,
  "leads.delete": salesWork,
  "leads.restore": salesWork,

  "companies.read": everyoneReads,
  "companies.create": directoryWork,
  "companies.edit": directoryWork,
  "companies.delete": directoryRemoval,
  "companies.restore": directoryRemoval,
  "addresses.create": directoryWork,
  "addresses.edit": directoryWork,
  "addresses.delete": directoryWork,

  "contacts.read": everyoneReads,
  "contacts.create": directoryWork,
  "contacts.edit": directoryWork,
  "contacts.delete": directoryRemoval,
  "contacts.restore": directoryRemoval,
  "contacts.link": directoryWork,
  "contacts.unlink": directoryWork,

  "assignments.create": directoryWork,
  "assignments.undo": row("own", "own", "own", "own", null),

  "notes.create": row("all", "all", "all", "all", null),
  "notes.delete": own,

  "deals.read": salesReads,
  "deals.open": salesWork,
  "deals.edit": salesWork,
  "deals.price": salesWork,
  "deals.move": salesWork,
  "deals.win": salesWork,
  "deals.lose": salesWork,
  "deals.reopen": salesWork,
  "deals.delete": salesWork,
  "deals.restore": salesWork,

  "proposals.read": salesReads,
  "proposals.draft": salesWork,
  "proposals.revise": salesWork,
  "proposals.send": salesWork,
  "proposals.withdraw": salesWork,
  "links.create": salesWork,
  "links.revoke": row("all", "team", "own", "all", null),

  "invoices.read": moneyReads,
  "invoices.draft": moneyWork,
  "invoices.edit": moneyWork,
  "invoices.issue": moneyWork,
  "invoices.send": moneyWork,
  "invoices.void": moneyWork,
  "sequences.read": row("all", null, null, "all", null),
  "invoices.credit": row("all", null, null, "all", null),
  "payments.read": moneyReads,
  "payments.record": row("all", null, null, "all", null),
  "payment-files.create": row("all", null, null, "all", null),
  "payments.reverse": row("all", null, null, "all", null),
  "payments.refund": row("all", null, null, "all", null),
  "problems.read": row("all", null, null, "all", null),
  "problems.process": row("all", null, null, "all", null),
  "problems.settle": row("all", null, null, "all", null),
  "credits.read": row("all", "all", null, "all", "all"),
  "credits.apply": row("all", null, null, "all", null),

  "mails.send": mailWork,
  "mails.dismiss": mailWork,

  "factors.read": own,
  "factors.confirm": own,
  "challenges.request": own,
  "authenticators.create": own,
  "authenticators.confirm": own,
  "authenticators.delete": own,
  "recovery-codes.renew": own,
  "passkeys.request": own,
  "passkeys.create": own,
  "passkeys.edit": own,
  "passkeys.delete": own,
  "factor-policies.read": row("all", null, null, null, null),
  "factor-policies.edit": row("all", null, null, null, null),

  "notifications.read": own,
  "notifications.dismiss": own,
  "notification-preferences.read": own,
  "notification-preferences.edit": own,
  "today.read": everyoneReads,
  "timeline.read": everyoneReads,
  "sessions.read": own,
  "sessions.confirm": own,
  "audits.read": row("all", null, null, null, null),
  "audits.export": row("all", null, null, null, null),
  "sessions.revoke": own,
  "profiles.read": own,
  "profiles.edit": own,
  "passwords.edit": own,
  "email-changes.request": own,
  "support-grants.read": row("all", null, null, null, null),
  "support-grants.create": row("all", null, null, null, null),
  "support-grants.revoke": row("all", null, null, null, null),
  "retention-policies.read": ownersOnly,
  "retention-policies.edit": ownersOnly,
  "legal-holds.place": ownersOnly,
  "legal-holds.lift": ownersOnly,
  "organizations.read": everyoneReads,
  "identity-providers.read": row("all", null, null, null, null),
  "identity-providers.create": row("all", null, null, null, null),
  "identity-providers.edit": row("all", null, null, null, null),
  "identity-providers.check": row("all", null, null, null, null),
  "subjects.unlink": row("all", null, null, null, null),
  "identity-providers.delete": row("all", null, null, null, null),
  "members.read": peopleWork,
  "members.invite": peopleWork,
  "invitations.send": peopleWork,
  "invitations.revoke": peopleWork,
  "members.edit": ownersOnly,
  "members.assign": ownersOnly,
  "members.remove": ownersOnly,
  "members.restore": ownersOnly,
  "teams.read": peopleWork,
  "teams.create": ownersOnly,
  "teams.edit": ownersOnly,
  "teams.delete": ownersOnly,
  "teams.restore": ownersOnly,
  "organizations.edit": row("all", null, null, null, null),
  "brands.edit": row("all", null, null, null, null),
  "numberings.edit": row("all", null, null, null, null),
  "steps.skip": row("all", null, null, null, null),
  "organizations.delete": row("all", null, null, null, null),
  "roles.read": row("all", "all", null, null, null),
  "roles.create": ownersAlone,
  "roles.edit": ownersAlone,
  "roles.delete": ownersAlone,
  "roles.restore": ownersAlone,
  "api-keys.read": row("all", null, null, null, null),
  "api-keys.create": row("all", null, null, null, null),
  "api-keys.rotate": row("all", null, null, null, null),
  "api-keys.revoke": row("all", null, null, null, null),
} as const satisfies Record<string, Row>

/** One thing that may be allowed. */
export type Permission = keyof typeof permissions

/** What an own role was given: permission → how far; what is not there is not given. */
export type Granted = Readonly<Partial<Record<string, Scope>>>

/** Who asks: a built-in role by the table, or an own role by what it was given (its base says nothing then), and what is hidden from it. */
export type Access = { readonly role: Role; readonly granted: Granted | null; readonly hides: readonly Hideable[] }

/** What stays with owners: the organization itself, and its roles, whose makers could give themselves everything. */
const keptByOwners: ReadonlySet<string> = new Set([
  "organizations.delete",
  "support-grants.create",
  "roles.create",
  "roles.edit",
  "roles.delete",
  "roles.restore",
])

/** The nouns of what is everybody's own, whatever their role: how they sign in and who they are. No role gives or takes it. */
const everybodys: ReadonlySet<string> = new Set([
  ...["sessions", "profiles", "passwords", "email-changes"],
  ...["factors", "challenges", "authenticators", "recovery-codes", "passkeys"],
])

const isEverybodys = (permission: Permission) => everybodys.has(permission.split(".")[0] ?? "")

/**
 * How far an own role can be given a permission, the narrowest first: never further than any built-in role has it, and
 * narrower than all only where the records have owners, as the table shows. None for what stays with owners and what is everybody's own.
 */
export function scopesFor(permission: Permission): readonly Scope[] {
  if (keptByOwners.has(permission) || isEverybodys(permission)) return []
  const known = new Set(Object.values(permissions[permission]))
  if (known.has("all")) return known.has("team") || known.has("own") ? scopes : ["all"]
  return scopes.filter((scope) => known.has(scope))
}

/** What is nothing without amounts, or without a way to reach somebody; and what tells both as they once were. */
const takenBy: Record<Hideable, { nouns: readonly string[]; permissions: readonly string[] }> = {
  money: {
    nouns: [
      "proposals",
      "invoices",
      "payments",
      "payment-files",
      "credits",
      "sequences",
      "problems",
      "links",
      "audits",
    ],
    permissions: ["deals.price"],
  },
  "contact-data": {
    nouns: ["proposals", "invoices", "links", "mails", "audits"],
    permissions: ["leads.edit", "leads.convert", "companies.edit", "contacts.edit"],
  },
}

/** Whether hiding something takes a permission away: its records are made of what is hidden, or would be written without it. */
export function isTakenBy(hidden: Hideable, permission: Permission): boolean {
  const { nouns, permissions: taken } = takenBy[hidden]
  return nouns.includes(permission.split(".")[0] ?? "") || taken.includes(permission)
}

/** How far a permission reaches for whoever asks; null when they have none. */
export function scopeOf({ role, granted, hides }: Access, permission: Permission): Scope | null {
  if (hides.some((hidden) => isTakenBy(hidden, permission))) return null
  if (granted === null || isEverybodys(permission)) return permissions[permission][role]
  const given = granted[permission]
  return given && scopesFor(permission).includes(given) ? given : null
}

/** Whether somebody may do something at all, for showing or leaving out a button. */
export const may = (access: Access, permission: Permission) => scopeOf(access, permission) !== null

const reach = (scope: Scope | null) => (scope === null ? -1 : scopes.indexOf(scope))

/** Whether one may do nothing that another may not, permission by permission and scope by scope. */
export const isWithin = (one: Access, other: Access): boolean =>
  (Object.keys(permissions) as Permission[]).every(
    (permission) => reach(scopeOf(one, permission)) <= reach(scopeOf(other, permission)),
  )
