import { type Access, may, type Permission } from "~/permissions"
import { href, type Path } from "~/platform/language/paths"
import type { IconName } from "~/ui/icon"

/** The two parts of the settings: what is everybody's own, and what is the organization's. */
export const settingsGroups = ["You", "Organization"] as const

type PlainPath = Exclude<Path, `${string}:${string}` | "/*">

/** A page of the settings: what it is for, and the permission that opens it, or `own` where it is everybody's own. */
export type SettingsPlace = {
  path: PlainPath
  title: string
  line: string
  icon: IconName
  group: (typeof settingsGroups)[number]
  opens: Permission | "own"
}

/** Every page of the settings there is, in the order of the navigation; a contract holds it to the table of pages. */
export const settingsPlaces: readonly SettingsPlace[] = [
  {
    path: "/settings/profile",
    title: "My profile",
    line: "Your name, password, e-mail address and time zone, and how the pages look",
    icon: "user",
    group: "You",
    opens: "own",
  },
  {
    path: "/settings/sessions",
    title: "My sessions",
    line: "Where you are signed in, and how to end it",
    icon: "monitor",
    group: "You",
    opens: "own",
  },
  {
    path: "/settings/notifications",
    title: "My notifications",
    line: "What you are told of, by which way and when, and your quiet hours",
    icon: "bell",
    group: "You",
    opens: "own",
  },
  {
    path: "/settings/security/factors",
    title: "How you sign in",
    line: "Your authenticator app, passkeys and recovery codes",
    icon: "lock",
    group: "You",
    opens: "own",
  },
  {
    path: "/settings/organization",
    title: "Organization",
    line: "Name, legal identity, bank account, and what documents begin with",
    icon: "building-2",
    group: "Organization",
    opens: "organizations.edit",
  },
  {
    path: "/settings/people",
    title: "People",
    line: "Who belongs to the organization, as what, and who is invited",
    icon: "users",
    group: "Organization",
    opens: "members.read",
  },
  {
    path: "/settings/teams",
    title: "Teams",
    line: "Who works together, and whose work a manager sees",
    icon: "network",
    group: "Organization",
    opens: "teams.read",
  },
  {
    path: "/settings/roles",
    title: "Roles",
    line: "What each role may do, how far, and what it does not see",
    icon: "users",
    group: "Organization",
    opens: "roles.read",
  },
  {
    path: "/settings/security/sign-on",
    title: "Single sign-on",
    line: "Identity providers that sign your people in, and the roles of their groups",
    icon: "shield-check",
    group: "Organization",
    opens: "identity-providers.read",
  },
  {
    path: "/settings/api-keys",
    title: "API keys",
    line: "By which other programs act here, as which role and until when",
    icon: "lock",
    group: "Organization",
    opens: "api-keys.read",
  },
  {
    path: "/settings/security",
    title: "Security",
    line: "Which roles must show a second factor",
    icon: "shield-check",
    group: "Organization",
    opens: "factor-policies.read",
  },
  {
    path: "/settings/support",
    title: "Support access",
    line: "Leave for whoever looks after the installation to come in and read",
    icon: "shield-check",
    group: "Organization",
    opens: "support-grants.read",
  },
  {
    path: "/settings/brand",
    title: "Logo and colour",
    line: "What clients see on every proposal and invoice",
    icon: "eye",
    group: "Organization",
    opens: "brands.edit",
  },
  {
    path: "/settings/numbering",
    title: "Currency and numbers",
    line: "What the books are kept in, and how invoices are numbered",
    icon: "receipt-text",
    group: "Organization",
    opens: "numberings.edit",
  },
  {
    path: "/settings/first-steps",
    title: "First steps",
    line: "What a new organization sets up, done or skipped",
    icon: "check",
    group: "Organization",
    opens: "organizations.edit",
  },
  {
    path: "/settings/payments",
    title: "Payments",
    line: "What the payment service told and the books do not show",
    icon: "credit-card",
    group: "Organization",
    opens: "problems.read",
  },
  {
    path: "/settings/retention",
    title: "Retention",
    line: "How long what is no longer needed is kept, what was purged, and the legal hold",
    icon: "clock",
    group: "Organization",
    opens: "retention-policies.read",
  },
  {
    path: "/settings/audit",
    title: "Audit log",
    line: "Who did what, from where and when, and the proof that nobody changed it",
    icon: "shield-check",
    group: "Organization",
    opens: "audits.read",
  },
]

/** A page of the settings as the navigation shows it. */
export type SettingsLink = Omit<SettingsPlace, "path" | "opens"> & { href: string }

/** The pages of the settings that a member may open. */
export const settingsFor = (access: Access): SettingsLink[] =>
  settingsPlaces
    .filter(({ opens }) => opens === "own" || may(access, opens))
    .map(({ path, opens: _, ...place }) => ({ ...place, href: href(path) }))

/** The same as the list beside a page shows them: by name alone. */
export const linksFor = (access: Access) =>
  settingsFor(access).map(({ title, group, href: to }) => ({ title, group, href: to }))
