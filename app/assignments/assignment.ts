import type { Permission } from "~/permissions"
import type { Id } from "~/platform/language/ids"
import { href, withQuery } from "~/platform/language/paths"

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
  /** Whether a record of the kind may have no owner: it waits for somebody to take it up then. */
  mayBeNobodys: boolean
}

/** What a form sends for no owner at all. */
export const nobody = "nobody"

/** What a kind of record is called, who may give it away, and who may own it. */
export const natures: Record<Assignable, Nature> = {
  leads: { one: "lead", many: "leads", changing: "leads.assign", owning: ["leads.edit"], mayBeNobodys: true },
  deals: { one: "deal", many: "deals", changing: "deals.edit", owning: ["deals.edit"], mayBeNobodys: true },
  companies: {
    one: "company",
    many: "companies",
    changing: "companies.edit",
    owning: ["companies.edit"],
    mayBeNobodys: true,
  },
  contacts: {
    one: "contact",
    many: "contacts",
    changing: "contacts.edit",
    owning: ["contacts.edit"],
    mayBeNobodys: true,
  },
  proposals: {
    one: "proposal",
    many: "proposals",
    changing: "proposals.revise",
    owning: ["proposals.revise"],
    mayBeNobodys: false,
  },
  invoices: {
    one: "invoice",
    many: "invoices",
    changing: "invoices.edit",
    owning: ["invoices.edit", "deals.edit"],
    mayBeNobodys: false,
  },
}

/** Where the records of a kind are listed. */
export const lists: Record<Assignable, string> = {
  leads: href("/leads"),
  deals: href("/deals/list"),
  companies: href("/companies"),
  contacts: href("/contacts"),
  proposals: href("/proposals"),
  invoices: href("/invoices"),
}

/** Where the records of a kind are listed that somebody owns, as far as the list can be narrowed so. */
export function listOf(of: Assignable, owner: Id<"people">): string {
  if (of === "leads") return withQuery(lists.leads, { view: "all", owner })
  return of === "deals" ? withQuery(lists.deals, { status: "all", owner }) : lists[of]
}

/** "1 deal", "1,200 deals". */
export function countOf(kind: Assignable, n: number, locale = "en-GB"): string {
  const { one, many } = natures[kind]
  return `${new Intl.NumberFormat(locale).format(n)} ${n === 1 ? one : many}`
}
