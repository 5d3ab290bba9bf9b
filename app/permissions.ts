import type { Role, Scope } from "~/organizations/role"

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

  "notifications.read": own,
  "notifications.dismiss": own,
  "today.read": everyoneReads,
  "timeline.read": everyoneReads,
  "organizations.read": everyoneReads,
  "organizations.edit": row("all", null, null, null, null),
} as const satisfies Record<string, Row>

/** One thing that may be allowed. */
export type Permission = keyof typeof permissions

/** How far a role's permission reaches; null when it has none. */
export function scopeOf(role: Role, permission: Permission): Scope | null {
  return permissions[permission][role]
}

/** Whether a role may do something at all, for showing or leaving out a button. */
export const may = (role: Role, permission: Permission) => scopeOf(role, permission) !== null
