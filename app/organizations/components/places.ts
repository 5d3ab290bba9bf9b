import { href } from "~/platform/language/paths"
import type { NavItem, SettingsItem } from "~/ui/shell"

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

/** What stands in a person's own menu. */
export const personPlaces: readonly SettingsItem[] = [{ label: "Settings", href: href("/settings"), icon: "settings" }]

/** What the shell counts, beside the places where it waits. */
export const countsOf = ({ newLeads, overdue }: { newLeads: number; overdue: number }) => ({
  [href("/leads")]: newLeads,
  [href("/invoices")]: overdue,
})
