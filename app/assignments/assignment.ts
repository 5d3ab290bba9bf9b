import type { Permission } from "~/permissions"

/** Every kind of record that somebody owns and that a list shows. */
export const assignables = ["leads", "deals", "companies", "contacts", "proposals", "invoices"] as const
export type Assignable = (typeof assignables)[number]

/** How many records change hands in one act at most. */
export const mostAtOnce = 5_000

type Nature = {
  one: string
  many: string
  /** The permission by whose reach a record of the kind may be given to another owner. */
  changing: Permission
  /** Whoever has one of these may own records of the kind. */
  owning: readonly Permission[]
}

/** What a kind of record is called, who may give it away, and who may own it. */
export const natures: Record<Assignable, Nature> = {
  leads: { one: "lead", many: "leads", changing: "leads.assign", owning: ["leads.edit"] },
  deals: { one: "deal", many: "deals", changing: "deals.edit", owning: ["deals.edit"] },
  companies: { one: "company", many: "companies", changing: "companies.edit", owning: ["companies.edit"] },
  contacts: { one: "contact", many: "contacts", changing: "contacts.edit", owning: ["contacts.edit"] },
  proposals: { one: "proposal", many: "proposals", changing: "proposals.revise", owning: ["proposals.revise"] },
  invoices: { one: "invoice", many: "invoices", changing: "invoices.edit", owning: ["invoices.edit", "deals.edit"] },
}

/** "1 deal", "1,200 deals". */
export function countOf(kind: Assignable, n: number, locale = "en-GB"): string {
  const { one, many } = natures[kind]
  return `${new Intl.NumberFormat(locale).format(n)} ${n === 1 ? one : many}`
}
