import { may } from "~/permissions"
import { href } from "~/platform/language/paths"
import type { NavItem, SettingsItem } from "~/ui/shell"
import type { Role } from "../role"

/** The places of the shell, in the order of the work. */
export const places: readonly NavItem[] = [
  { label: "Today", href: href("/"), icon: "house", shortcut: "g h" },
  { label: "Leads", href: href("/leads"), icon: "inbox", shortcut: "g l" },
  { label: "Deals", href: href("/deals"), icon: "square-kanban", shortcut: "g d" },
  { label: "Proposals", href: href("/proposals"), icon: "signature", shortcut: "g p" },
  { label: "Invoices", href: href("/invoices"), icon: "receipt-text", shortcut: "g i" },
  { label: "Companies", href: href("/companies"), icon: "building-2", group: "Directory", shortcut: "g a" },
  { label: "Contacts", href: href("/contacts"), icon: "users", group: "Directory", shortcut: "g c" },
]

/** What stands in a person's own menu, as far as their role has use for it. */
export const settingsFor = (role: Role): SettingsItem[] => [
  ...(may(role, "organizations.edit")
    ? [{ label: "Organization", href: href("/settings/organization"), icon: "settings" } as const]
    : []),
  ...(may(role, "problems.read")
    ? [{ label: "Payments", href: href("/settings/payments"), icon: "credit-card" } as const]
    : []),
]

/** What the shell counts, beside the places where it waits. */
export const countsOf = ({ newLeads, overdue }: { newLeads: number; overdue: number }) => ({
  [href("/leads")]: newLeads,
  [href("/invoices")]: overdue,
})
