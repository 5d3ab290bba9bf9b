/** The built-in roles of an organization, from most to least able. */
export const roles = ["owner", "manager", "member", "finance", "guest"] as const
export type Role = (typeof roles)[number]

/** How a role is written in a sentence or beside a name. */
export const roleNames: Record<Role, string> = {
  owner: "Owner",
  manager: "Manager",
  member: "Member",
  finance: "Finance",
  guest: "Guest",
}

/** What a built-in role is for, as a line beside its name. */
export const roleLines: Record<Role, string> = {
  owner: "Everything, the organization and its roles included",
  manager: "Sells and bills with their team and the teams below it",
  member: "Works on their own leads, deals and proposals",
  finance: "Issues invoices and books payments; sees what is sold",
  guest: "Reads, and changes nothing",
}

/** How far a permission reaches: own records, those of the team, or all. */
export const scopes = ["own", "team", "all"] as const
export type Scope = (typeof scopes)[number]

/** What a role may be kept from seeing on records that it sees otherwise: amounts, and how to reach somebody. */
export const hideables = ["money", "contact-data"] as const
export type Hideable = (typeof hideables)[number]
